/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;

/**
 * A file of our own that can be marked and lies on no file system of users (memfd_create(2)): no
 * one else opens it, and no folder must be writable for it.
 */
final class MemoryFile implements AutoCloseable {
    private final int descriptor;

    MemoryFile() throws LinuxException {
        this.descriptor = Descriptors.inMemory("nacre");
    }

    /** Marks it, and nothing else, in a group. */
    void mark(Group group, int flags, long mask) throws LinuxException {
        int errno = group.mark(flags, mask, descriptor, null);
        if (errno != 0) {
            throw new LinuxException("mark a file in memory", errno);
        }
    }

    /**
     * Opens it once more: the kernel reports accesses by descriptors that came from an open, not by
     * the one that memfd_create gave.
     *
     * @return the descriptor, which the caller must close
     */
    int open(int flags) throws LinuxException {
        return Descriptors.open(BytePath.of("/proc/self/fd/" + descriptor), flags);
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
