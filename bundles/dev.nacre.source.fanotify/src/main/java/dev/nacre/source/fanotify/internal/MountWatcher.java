/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

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
import java.util.concurrent.TimeUnit;

/**
 * Tells of each change of the mount table, in a thread of its own: looking at a new mount may wait
 * for a slow device. {@code /proc/self/mountinfo} is ready for POLLPRI after a change (proc(5)).
 */
final class MountWatcher implements AutoCloseable {
    /** Gathers a burst of changes, such as a container's start. */
    private static final int REST_MILLIS = 100;

    private static final int FOREVER = -1;
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Runnable changed;
    private final int table;
    private final int end;
    private final NativeBuffer poll = new NativeBuffer(2 * POLLFD_LEN);
    private final ByteBuffer fds = poll.bytes();
    private final Thread thread = new Thread(this::run, "nacre-mounts");

    MountWatcher(Runnable changed) throws LinuxException {
        this.changed = changed;
        this.table = Descriptors.open(BytePath.of("/proc/self/mountinfo"), Fcntl.O_RDONLY);
        this.end = LibC.eventfd(0, Poll.EFD_CLOEXEC);
        if (end < 0) {
            LinuxException why = LinuxException.last("make an eventfd");
            Descriptors.close(table);
            throw why;
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        watch(0, end, POLLIN);
        watch(POLLFD_LEN, table, (short) (POLLPRI | POLLERR));
        while (!ready(0)) {
            LibC.poll(poll.address(), 2, FOREVER);
            if (!ready(0) && ready(POLLFD_LEN)) {
                changed.run();
                LibC.poll(poll.address(), 1, REST_MILLIS);
            }
        }
        Descriptors.close(table);
        Descriptors.close(end);
    }

    private void watch(int at, int descriptor, short events) {
        fds.putInt(at + POLLFD_FD, descriptor);
        fds.putShort(at + POLLFD_EVENTS, events);
        fds.putShort(at + POLLFD_REVENTS, (short) 0);
    }

    private boolean ready(int at) {
        return fds.getShort(at + POLLFD_REVENTS) != 0;
    }

    /** Ends the thread, which closes what it used; bounded in time. */
    @Override
    public void close() {
        NativeBuffer one = new NativeBuffer(Long.BYTES);
        one.bytes().putLong(0, 1);
        LibC.write(end, one.address(), Long.BYTES);
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
