/** What to guard and how. */
@Export
@Version("1.1.0")
package dev.nacre.api.watch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
