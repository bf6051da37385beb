/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.linux.FileHandle;

/**
 * A file or folder of whatever file system.
 *
 * @param filesystem its id, as {@link dev.nacre.linux.FileSystems#id} tells it
 */
record FileKey(long filesystem, FileHandle handle) {
    /** A record's own is made of method handles, which only the optimizing compiler makes cheap. */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(filesystem) + handle.hashCode();
    }

    /** Likewise. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileKey key
                && key.filesystem == filesystem
                && key.handle.equals(handle);
    }
}
