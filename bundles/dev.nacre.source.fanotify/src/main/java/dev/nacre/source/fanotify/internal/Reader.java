/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_FD;
import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.EVENT_PID;
import static dev.nacre.linux.libc.Fanotify.FAN_Q_OVERFLOW;

import com.sun.jna.Native;
import dev.nacre.api.event.EventSink;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads events and settles them, or hands them over. One thread each, several a group.
 *
 * <p>Every process that opens a marked file may be waiting for this thread. So it opens no file but
 * those of procfs, loads no class (see {@link WarmUp}), logs nothing and takes no lock but that of
 * its {@link Intake}; and whatever happens, each event is answered and closed once (see {@link
 * FanotifyEvent}).
 */
final class Reader implements Runnable {
    /** How long to rest when the kernel has no descriptor for us, so that some can be closed. */
    private static final long REST_NANOS = 1_000_000;

    private final Group group;
    private final Mounts mounts;
    private final EventSink sink;
    private final Leases leases;
    private final boolean execEvents;
    private final Answers answers;
    private final Faults faults;
    private final Batch batch;
    private final ByteBuffer events;
    private final Look look;
    private final Intake intake;

    /** The access in hand, once it is an event; published by the steps of the batch. */
    private FanotifyEvent event;

    /** Of the batch in hand, once one of its accesses is an event. */
    private Company company;

    /** Whether the event in hand is what was looked at last. */
    private boolean looked;

    /**
     * @param batch what it begins with; its own from now on
     * @param turn of all readers of the group, as {@code backlog} and {@code gathering}: see {@link
     *     Intake}
     */
    Reader(
            Batch batch,
            Turn turn,
            Backlog backlog,
            Gathering gathering,
            Features features,
            Group group,
            Mounts mounts,
            EventSink sink,
            Leases leases,
            Faults faults) {
        this.batch = batch;
        this.events = batch.events();
        this.execEvents = features.execEvents();
        this.group = group;
        this.mounts = mounts;
        this.sink = sink;
        this.leases = leases;
        this.answers = new Answers(group, sink, faults);
        this.faults = faults;
        this.look = new Look(features, sink);
        this.intake =
                new Intake(
                        turn, backlog, gathering, group, sink, leases, answers, faults, batch,
                        look);
    }

    /** Takes effect with the next event. */
    void stop() {
        intake.stop();
    }

    /** Has the other reader take events though this one is held up in its turn. */
    void yieldTurn() {
        intake.yieldTurn();
    }

    /** For who looks whether it gets on, and takes over where it does not. */
    Batch batch() {
        return batch;
    }

    @Override
    public void run() {
        boolean mine = settle();
        while (mine && !intake.stopping()) {
            int errno = intake.take();
            if (errno > 0) {
                failed(errno);
            }
            mine = errno != Intake.RELIEVED && settle();
        }
    }

    /** Settles what it has; returns false where it was held up, and another has taken over. */
    private boolean settle() {
        company = null;
        for (int at = intake.first(); at < batch.length(); at += events.getInt(at + EVENT_LEN)) {
            event = null;
            looked = intake.looked(at);
            if (!intake.reached(at) && !batch.reach(at)) {
                return false;
            }
            event(at);
        }
        return batch.finish();
    }

    /**
     * Answers the access that the reader is held up by, where that waits for an answer, and those
     * before it that do. By who has taken over from it at this place.
     */
    void answerInHand(long place, boolean allow) {
        FanotifyEvent handed = event;
        try {
            if (Batch.hasTurn(place)) {
                intake.allowBefore(Batch.offset(place));
            }
            if (Batch.isOpen(place)) {
                long mask = events.getLong(Batch.offset(place) + EVENT_MASK);
                int file = events.getInt(Batch.offset(place) + EVENT_FD);
                if (file >= 0 && Masks.waits(mask)) {
                    answers.give(file, allow);
                }
            } else if (handed != null && handed.permission()) {
                handed.answer(allow);
            }
        } finally {
            batch.answered();
        }
    }

    /** Without {@code FAN_REPORT_FD_ERROR} the kernel has dropped the event that it failed on. */
    private void failed(int errno) {
        outOf(errno);
        answers.lost(Losses.read(errno));
        LockSupport.parkNanos(REST_NANOS);
    }

    /** Where descriptors have run out, the leases give theirs. */
    private void outOf(int errno) {
        if (errno == Errno.EMFILE || errno == Errno.ENFILE) {
            leases.shed();
        }
    }

    private void event(int at) {
        long mask = events.getLong(at + EVENT_MASK);
        int file = events.getInt(at + EVENT_FD);
        if ((mask & FAN_Q_OVERFLOW) != 0) {
            answers.lost(Losses.OVERFLOW);
        } else if (file < 0) {
            // The kernel has denied the access already and takes no answer for it.
            outOf(-file);
            answers.lost(Losses.descriptor(-file));
        } else {
            accesses(mask, file, events.getInt(at + EVENT_PID));
        }
    }

    /**
     * The kernel merges notifications of one file and process that wait in its queue. Watches
     * differ in the kinds they ask for, so each kind becomes an event of its own, the one that
     * matters most first. A permission event is of one kind.
     */
    private void accesses(long mask, int file, int pid) {
        long kind = Masks.foremost(mask);
        for (long rest = mask & ~kind; Masks.foremost(rest) != 0; rest &= ~kind) {
            int copy = LibC.fcntl(file, Fcntl.F_DUPFD_CLOEXEC, 0);
            if (copy < 0) {
                int errno = Native.getLastError();
                outOf(errno);
                answers.lost(Losses.descriptor(errno));
            } else {
                access(kind, copy, pid);
            }
            kind = Masks.foremost(rest);
        }
        access(kind, file, pid);
    }

    private void access(long mask, int file, int pid) {
        FanotifyEvent unsettled = null;
        try {
            unsettled = unsettled(mask, file, pid);
            if (unsettled != null) {
                sink.accept(unsettled);
            }
        } catch (RuntimeException | Error e) {
            faults.keep(e);
            if (unsettled != null) {
                release(unsettled);
            } else {
                release(mask, file);
            }
            answers.lost(Losses.SINK);
        }
    }

    /** {@code null} where the access has been settled: answered and closed. */
    private FanotifyEvent unsettled(long mask, int file, int pid) {
        if (intake.stopping()) {
            release(mask, file);
            return null;
        }
        if (!looked && !look.at(file)) {
            release(mask, file);
            answers.lost(Losses.STATUS);
            return null;
        }
        if (!looked && look.settles(mask, pid)) {
            release(mask, file);
            return null;
        }
        if (company == null) {
            company = new Company();
        }
        event =
                new FanotifyEvent(
                        group,
                        mounts,
                        sink,
                        leases,
                        file,
                        Masks.waits(mask),
                        Masks.kind(mask, execEvents),
                        pid,
                        company,
                        intake.arrived(),
                        look.status());
        if (Masks.waits(mask) && !batch.settle()) {
            release(mask, file);
            return null;
        }
        return event;
    }

    private void release(long mask, int file) {
        if (Masks.waits(mask)) {
            if (batch.settle()) {
                answers.give(file, true);
            } else {
                batch.awaitAnswer();
            }
        }
        Descriptors.close(file);
    }

    private static void release(FanotifyEvent event) {
        event.answer(true);
        event.close();
    }
}
