/** Verdicts from clamd over any channel. */
@Export
@Version("1.1.0")
package dev.nacre.scanner.clamd;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
