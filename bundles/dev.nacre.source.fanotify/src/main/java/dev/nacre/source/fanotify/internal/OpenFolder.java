/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;

/**
 * A folder, open with {@code O_PATH}, and where it lies in a mount of ours. Owns the descriptor.
 */
record OpenFolder(int descriptor, Location location) implements AutoCloseable {
    /** Where a name in it lies. */
    Location resolve(BytePath name) {
        return new Location(
                location.path().resolve(name), location.canonical().resolve(name), true);
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
