/**
 * What lies in {@code plugins/}, and what has become of it: a {@link dev.nacre.api.plugin.Plugins}
 * is there as a service where the host sees to plugins. What a plugin may be is said by the
 * packages of notifiers, filters and scanners.
 */
@Export
@Version("1.0.0")
package dev.nacre.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
