/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Location;
import dev.nacre.linux.HeldName;
import java.io.Closeable;

/**
 * A file that was found by its handle, and where it lies. Owns what is held.
 *
 * @param location in a mount of ours
 */
record FoundFile(HeldName held, Location location) implements Closeable {
    @Override
    public void close() {
        held.close();
    }
}
