/** What lies in {@code plugins/}, and what has become of it. */
@Export
@Version("1.0.0")
package dev.nacre.plugins;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
