/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.ChangeProbe;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileTimes;
import dev.nacre.linux.RealTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An access that fanotify reported.
 *
 * <p><b>Who owns descriptor and answer.</b> Until read(2) returns, the kernel: should the group
 * close, it allows the access. From then on the {@link Reader}: it settles the access itself, or
 * makes this object, which owns both from its construction. {@link EventSink#accept} hands the
 * object, and the duty to close it, to the sink. Where {@code accept} throws, the duty falls back
 * to the reader, which allows and closes. {@link #leave} hands the descriptor to {@link Leases}.
 *
 * <p><b>Order.</b> The kernel knows a waiting access by the number of its descriptor alone. That
 * number is free for another file once it is closed, so the answer is always written before the
 * close: {@link #close} answers what is unanswered, and waits for an answer that another thread is
 * writing at that moment.
 *
 * <p>After the group is closed the kernel has allowed what waited: answers do nothing and return
 * false, {@link #close} still closes the descriptor.
 */
final class FanotifyEvent implements FileEvent {
    /** Bits of {@link #state}, each set once and never cleared. */
    private static final int CLAIMED = 1;

    private static final int ANSWERED = 2;
    private static final int CLOSED = 4;

    /** How long it takes to write an answer. */
    static final long ANSWER_NANOS = 5_000;

    private final Group group;
    private final Mounts mounts;
    private final EventSink sink;
    private final Leases leases;
    private final int descriptor;
    private final boolean permission;
    private final AccessKind kind;
    private final int pid;
    private final Company company;
    private final long arrived;
    private final FileIdentity identity;
    private final int links;
    private final long mount;
    private final AtomicInteger state;

    private volatile Location location;
    private volatile Optional<Accessor> process;

    FanotifyEvent(
            Group group,
            Mounts mounts,
            EventSink sink,
            Leases leases,
            int descriptor,
            boolean permission,
            AccessKind kind,
            int pid,
            Company company,
            long arrived,
            FileStatus status) {
        this.group = group;
        this.mounts = mounts;
        this.sink = sink;
        this.leases = leases;
        this.descriptor = descriptor;
        this.permission = permission;
        this.kind = kind;
        this.pid = pid;
        this.company = company;
        this.arrived = arrived;
        this.identity = status.identity();
        this.links = status.links();
        this.mount = status.mount();
        this.state = new AtomicInteger(permission ? 0 : CLAIMED | ANSWERED);
        leases.eventOpened();
        if (permission) {
            group.reported();
        }
    }

    @Override
    public long arrived() {
        return arrived;
    }

    @Override
    public boolean permission() {
        return permission;
    }

    @Override
    public AccessKind kind() {
        return kind;
    }

    @Override
    public FileIdentity identity() {
        return identity;
    }

    @Override
    public long size() {
        return identity.size();
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    @Override
    public Location location() {
        Location known = location;
        if (known == null) {
            known = mounts.locate(descriptor, identity, links, mount);
            location = known;
        }
        return known;
    }

    /** Costs no system call but on kernels that do not tell the mount by statx(2). */
    @Override
    public Optional<String> fileSystem() {
        return mounts.type(descriptor, identity, mount);
    }

    @Override
    public Optional<Accessor> process() {
        Optional<Accessor> known = process;
        if (known == null) {
            known = company.find(pid);
            process = known;
        }
        return known;
    }

    @Override
    public FileIdentity identify() throws IOException {
        return Descriptors.identify(descriptor);
    }

    @Override
    public ChangeTrace trace() {
        return ChangeProbe.of(descriptor);
    }

    @Override
    public boolean finelyTimed() {
        return FileTimes.areFine(descriptor);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return Descriptors.read(descriptor, target, position);
    }

    @Override
    public boolean answer(boolean allow) {
        if (!claim(CLAIMED)) {
            return false;
        }
        int result;
        try {
            result = group.answer(descriptor, allow);
        } finally {
            claim(ANSWERED);
            group.answered();
        }
        if (result != 0 && result != Group.GONE) {
            sink.lost(Losses.REFUSED_ANSWER);
        }
        return result == 0;
    }

    /** See {@link Haste}. */
    @Override
    public void together(Runnable answers) {
        RealTime.run(answers);
    }

    @Override
    public void close() {
        end(false);
    }

    /**
     * Only a permission event comes with an open file that is nobody else's: the notifications of
     * several kinds that the kernel has merged share one, and a lease with it.
     */
    @Override
    public void leave() {
        end(permission);
    }

    private void end(boolean leave) {
        if (!claim(CLOSED)) {
            return;
        }
        boolean unanswered = answer(true);
        while ((state.get() & ANSWERED) == 0) {
            // Not by yielding: beside real-time priority no other thread would run.
            LockSupport.parkNanos(ANSWER_NANOS);
        }
        if (leave) {
            leases.leave(descriptor, identity);
        } else {
            Descriptors.close(descriptor);
        }
        leases.eventClosed();
        if (unanswered) {
            sink.lost(Losses.UNANSWERED);
        }
    }

    /** Sets a bit; returns whether this call did. */
    private boolean claim(int bit) {
        int seen;
        do {
            seen = state.get();
            if ((seen & bit) != 0) {
                return false;
            }
        } while (!state.compareAndSet(seen, seen | bit));
        return true;
    }
}
