/** Accesses reported by the kernel, and who reports them. */
@Export
@Version("1.1.0")
package dev.nacre.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
