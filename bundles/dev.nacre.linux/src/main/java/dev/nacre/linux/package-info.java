/** Files, processes and mounts as Linux has them, with Java's manners. */
@Export
@Version("1.4.0")
package dev.nacre.linux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
