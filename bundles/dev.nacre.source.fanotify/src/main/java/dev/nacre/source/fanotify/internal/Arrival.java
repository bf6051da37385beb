/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import java.util.Optional;

/**
 * That a file has come to be where it is, or was written there.
 *
 * @param kind which of both
 */
record Arrival(AccessKind kind, Location location, long size, int pid, Optional<Accessor> process)
        implements Access {}
