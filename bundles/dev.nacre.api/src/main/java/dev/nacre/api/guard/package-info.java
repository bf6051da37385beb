/**
 * The running guard, as commands and pages see it: a {@link dev.nacre.api.guard.Guard} is there as
 * a service while the engine runs.
 */
@Export
@Version("1.1.0")
package dev.nacre.api.guard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
