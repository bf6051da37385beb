/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Poll;

/** Ends the wait of a thread that polls (eventfd(2)). Any thread may ring, closed or not. */
final class WakeUp implements AutoCloseable {
    private final int descriptor;
    private final NativeBuffer one = new NativeBuffer(Long.BYTES);
    private final NativeBuffer count = new NativeBuffer(Long.BYTES);
    private boolean closed;

    WakeUp() throws LinuxException {
        this.descriptor = LibC.eventfd(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
        if (descriptor < 0) {
            throw LinuxException.last("make an eventfd");
        }
        one.bytes().putLong(0, 1);
    }

    int descriptor() {
        return descriptor;
    }

    /** The lock keeps the number from being another file's; neither call under it waits. */
    synchronized void ring() {
        if (!closed) {
            LibC.write(descriptor, one.address(), one.size());
        }
    }

    /** For the thread that polls. */
    void heard() {
        LibC.read(descriptor, count.address(), count.size());
    }

    @Override
    public synchronized void close() {
        closed = true;
        LibC.close(descriptor);
    }
}
