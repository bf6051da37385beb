/**
 * What to guard, and how. A {@link dev.nacre.api.watch.Watch} is what one configuration of the PID
 * {@code dev.nacre.watch} says; filters are asked with it, and sources guard by it.
 */
@Export
@Version("1.1.0")
package dev.nacre.api.watch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
