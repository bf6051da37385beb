/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;

/**
 * A folder, open with {@code O_PATH}, and where it lies in a mount of ours. Belongs to {@link
 * Folders}, which closes it.
 */
record OpenFolder(int descriptor, Location location) {
    /** Where a name in it lies. */
    Location resolve(BytePath name) {
        return new Location(
                location.path().resolve(name), location.canonical().resolve(name), true);
    }

    /**
     * Holds what a name in it names, for the caller to close; {@code null} where it is gone: what
     * was renamed since is told by another event.
     */
    HeldName hold(BytePath name) throws LinuxException {
        try {
            return HeldName.take(descriptor, name, location.path().resolve(name));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESTALE) {
                return null;
            }
            throw e;
        }
    }
}
