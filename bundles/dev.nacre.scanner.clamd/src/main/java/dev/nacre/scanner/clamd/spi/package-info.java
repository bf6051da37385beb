/** What a way to reach clamd has to bring along. */
@Export
@Version("1.0.0")
package dev.nacre.scanner.clamd.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
