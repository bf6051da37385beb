/** Scanners and their verdicts. */
@Export
@Version("1.1.0")
package dev.nacre.api.scan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
