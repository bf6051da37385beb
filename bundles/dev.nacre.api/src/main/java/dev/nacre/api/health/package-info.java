/**
 * How well something is.
 *
 * <p>A part that has something to say about its health provides a {@link
 * dev.nacre.api.health.HealthContributor}. {@code nacre status} and the web console show the
 * findings of all; the worst is the health of the guard, and notifiers are told when that changes.
 * A finding's message says what happened, to what, and what to do.
 */
@Export
@Version("1.0.0")
package dev.nacre.api.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
