/** The running guard, as commands and pages see it. */
@Export
@Version("1.1.0")
package dev.nacre.api.guard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
