/** How well the parts are. */
@Export
@Version("1.0.0")
package dev.nacre.api.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
