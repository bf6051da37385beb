/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MODIFY;

import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;

/**
 * Wakes readers that wait in read(2). Closing a group does not end such a read, and the read keeps
 * the group alive with all that waits in it; only an event ends it. So the bell is a file of our
 * own, written to: that needs no descriptor and no path at the time it is rung.
 */
final class Bell implements AutoCloseable {
    private final MemoryFile file;
    private final int clapper;
    private final NativeBuffer stroke = new NativeBuffer(1);

    Bell(Group group) throws LinuxException {
        this.file = new MemoryFile();
        try {
            file.mark(group, FAN_MARK_ADD, FAN_MODIFY);
            this.clapper = file.open(Fcntl.O_RDWR);
        } catch (LinuxException e) {
            file.close();
            throw e;
        }
    }

    /** Raises one event; strokes that are not yet heard merge into one. */
    void ring() {
        LibC.write(clapper, stroke.address(), stroke.size());
    }

    @Override
    public void close() {
        Descriptors.close(clapper);
        file.close();
    }
}
