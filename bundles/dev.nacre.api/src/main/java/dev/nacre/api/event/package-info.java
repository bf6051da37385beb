/**
 * Accesses to files, and the sources that report them.
 *
 * <p>Filters see an {@link dev.nacre.api.event.Access}, notifiers an {@link
 * dev.nacre.api.event.AccessKind} and an {@link dev.nacre.api.event.Accessor}. The rest is between
 * a {@link dev.nacre.api.event.EventSource} and the engine, its {@link
 * dev.nacre.api.event.EventSink}:
 *
 * <ul>
 *   <li>The source's reader threads call {@code settles} with what the kernel says of an access;
 *       where that settles nothing they make a {@link dev.nacre.api.event.FileEvent} and hand it to
 *       {@code accept}. From then on the engine owns the open file and the answer.
 *   <li>Exactly one place answers, and exactly one closes, after the answer.
 *   <li>A process sleeps in the kernel until it is answered. A reader therefore waits for nothing
 *       but the kernel, and opens nothing that it guards.
 * </ul>
 */
@Export
@Version("1.1.0")
package dev.nacre.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
