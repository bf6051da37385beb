/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.linux.libc.Poll.POLLERR;
import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLFD_REVENTS;
import static dev.nacre.linux.libc.Poll.POLLIN;
import static dev.nacre.linux.libc.Poll.POLLPRI;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Poll;
import java.nio.ByteBuffer;

/**
 * What the thread waits for: events, a change of the mount table ({@code /proc/self/mountinfo} is
 * ready for POLLPRI after one, proc(5)), or being rung. Owns two descriptors. For that thread, but
 * for {@link #ring}.
 */
final class Bell implements AutoCloseable {
    private static final int RUNG = 0;
    private static final int MOUNTS = POLLFD_LEN;
    private static final int EVENTS = 2 * POLLFD_LEN;
    private static final int FOREVER = -1;

    private final int bell;
    private final int mounts;
    private final NativeBuffer poll = new NativeBuffer(3 * POLLFD_LEN);
    private final ByteBuffer fds = poll.bytes();
    private final NativeBuffer count = new NativeBuffer(Long.BYTES);

    Bell(Instance instance) throws LinuxException {
        mounts = Descriptors.open(BytePath.of("/proc/self/mountinfo"), Fcntl.O_RDONLY);
        bell = LibC.eventfd(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
        if (bell < 0) {
            LinuxException why = LinuxException.last("make an eventfd");
            Descriptors.close(mounts);
            throw why;
        }
        set(RUNG, bell, POLLIN);
        set(MOUNTS, mounts, (short) (POLLPRI | POLLERR));
        set(EVENTS, instance.descriptor(), POLLIN);
    }

    private void set(int at, int descriptor, short events) {
        fds.putInt(at + POLLFD_FD, descriptor);
        fds.putShort(at + POLLFD_EVENTS, events);
    }

    /** Ends the waiting. Any thread. */
    void ring() {
        NativeBuffer one = new NativeBuffer(Long.BYTES);
        one.bytes().putLong(0, 1);
        LibC.write(bell, one.address(), Long.BYTES);
    }

    /**
     * Waits for any of the three, or not at all.
     *
     * @return whether the mount table has changed
     */
    boolean await(boolean atAll) {
        for (int at : new int[] {RUNG, MOUNTS, EVENTS}) {
            fds.putShort(at + POLLFD_REVENTS, (short) 0);
        }
        LibC.poll(poll.address(), 3, atAll ? FOREVER : 0);
        if (fds.getShort(RUNG + POLLFD_REVENTS) != 0) {
            LibC.read(bell, count.address(), Long.BYTES);
        }
        return fds.getShort(MOUNTS + POLLFD_REVENTS) != 0;
    }

    @Override
    public void close() {
        Descriptors.close(bell);
        Descriptors.close(mounts);
    }
}
