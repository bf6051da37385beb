/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_ALLOW;
import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_CONTENT;
import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_NOTIF;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_DENY;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_FD_ERROR;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_MARKS;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_QUEUE;
import static dev.nacre.linux.libc.Fanotify.RESPONSE;
import static dev.nacre.linux.libc.Fanotify.RESPONSE_FD;
import static dev.nacre.linux.libc.Fanotify.RESPONSE_LEN;
import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLIN;

import com.sun.jna.Native;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fanotify group (fanotify(7)). Any thread may answer and mark at any time. Answers are written
 * to a number, and numbers of closed descriptors are used again: so {@link #close} waits for the
 * calls under way, which never wait themselves, and later ones do nothing.
 */
final class Group implements AutoCloseable {
    /** The group is closed: the kernel has allowed what waited. */
    static final int GONE = -1;

    private static final int CLOSED = Integer.MIN_VALUE;

    private final int descriptor;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadLocal<NativeBuffer> response =
            ThreadLocal.withInitial(() -> new NativeBuffer(RESPONSE_LEN));

    private final ThreadLocal<Haste> haste = ThreadLocal.withInitial(Haste::new);

    private Group(int descriptor) {
        this.descriptor = descriptor;
    }

    /** A new group without marks. Descriptors of events leave the access time alone. */
    static Group open(Features features) throws LinuxException {
        int flags = FAN_CLOEXEC | FAN_UNLIMITED_QUEUE | FAN_UNLIMITED_MARKS;
        flags |= features.permission() ? FAN_CLASS_CONTENT : FAN_CLASS_NOTIF;
        flags |= features.descriptorErrors() ? FAN_REPORT_FD_ERROR : 0;
        return open(flags);
    }

    /** With flags of fanotify_init(2). */
    static Group open(int flags) throws LinuxException {
        int eventFlags = Fcntl.O_RDONLY | Fcntl.O_LARGEFILE | Fcntl.O_CLOEXEC | Fcntl.O_NOATIME;
        int descriptor = LibC.fanotify_init(flags, eventFlags);
        if (descriptor < 0) {
            throw LinuxException.last("open a fanotify group");
        }
        return new Group(descriptor);
    }

    /** For poll(2); only for a reader, which has ended before the group is closed. */
    int descriptor() {
        return descriptor;
    }

    /**
     * Waits for events (read(2)). Only for readers, which have ended before the group is closed.
     *
     * @return bytes, or -1 on error (errno is set)
     */
    int read(NativeBuffer target) {
        int length = (int) LibC.read(descriptor, target.address(), target.size());
        if (length >= 0) {
            // Else errno would be another call's.
            haste.get().read(target, length);
        }
        return length;
    }

    /**
     * Answers the permission event that came with {@code file}.
     *
     * @return 0 where the kernel took the answer, {@link #GONE}, or errno
     */
    int answer(int file, boolean allow) {
        if (!enter()) {
            return GONE;
        }
        try {
            NativeBuffer buffer = response.get();
            buffer.bytes().putInt(RESPONSE_FD, file);
            buffer.bytes().putInt(RESPONSE, allow ? FAN_ALLOW : FAN_DENY);
            long written = LibC.write(descriptor, buffer.address(), RESPONSE_LEN);
            return written == RESPONSE_LEN ? 0 : Native.getLastError();
        } finally {
            leave();
        }
    }

    /**
     * Allows permission events, those from {@code from} on, until the kernel refuses an answer.
     *
     * @return how many answers it took, or {@link #GONE}
     */
    int allow(Assents assents, int from) {
        if (!enter()) {
            return GONE;
        }
        try {
            return assents.write(descriptor, from);
        } finally {
            leave();
        }
    }

    /**
     * Changes a mark (fanotify_mark(2)).
     *
     * @param path may be {@code null} to mark what {@code folder} is open on
     * @return 0 or errno
     */
    int mark(int flags, long mask, int folder, byte[] path) {
        if (!enter()) {
            return Errno.EBADF;
        }
        try {
            int result = LibC.fanotify_mark(descriptor, flags, mask, folder, path);
            return result == 0 ? 0 : Native.getLastError();
        } finally {
            leave();
        }
    }

    /** A reader has made an event of an access that waits. */
    void reported() {
        waiting.incrementAndGet();
    }

    /** It has been answered. */
    void answered() {
        waiting.decrementAndGet();
    }

    /** How many of them have not been answered. */
    int waiting() {
        return waiting.get();
    }

    /** Whether events wait to be read. */
    boolean unread() {
        if (!enter()) {
            return false;
        }
        try {
            NativeBuffer poll = new NativeBuffer(POLLFD_LEN);
            poll.bytes().putInt(POLLFD_FD, descriptor);
            poll.bytes().putShort(POLLFD_EVENTS, POLLIN);
            return LibC.poll(poll.address(), 1, 0) > 0;
        } finally {
            leave();
        }
    }

    /** Ends all marks; the kernel allows whatever still waits. */
    @Override
    public void close() {
        while (!users.compareAndSet(0, CLOSED)) {
            if (users.get() < 0) {
                return;
            }
            Thread.onSpinWait();
        }
        LibC.close(descriptor);
    }

    private boolean enter() {
        int seen;
        do {
            seen = users.get();
            if (seen < 0) {
                return false;
            }
        } while (!users.compareAndSet(seen, seen + 1));
        return true;
    }

    private void leave() {
        users.decrementAndGet();
    }
}
