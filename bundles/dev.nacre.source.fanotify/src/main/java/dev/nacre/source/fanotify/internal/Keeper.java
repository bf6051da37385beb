/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLIN;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.ReadLease;
import dev.nacre.linux.libc.LibC;
import dev.nacre.source.fanotify.internal.LeaseInbox.Candidate;
import dev.nacre.source.fanotify.internal.LeaseInbox.Key;
import dev.nacre.source.fanotify.internal.LeaseTable.Lease;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps read leases on files whose openings are left to the kernel: while a lease is held nobody
 * can change the file, so that nothing has to be reported. Who opens it for writing waits for this
 * thread to take the {@link IgnoreMarks ignore mark} away and give the lease back. So it does
 * nothing that waits, opens nothing, and looks for such signals between any two other things.
 */
final class Keeper implements Runnable {
    private static final BytePath OWN_THREAD = BytePath.of("/proc/thread-self");

    /** How many leases are looked at, or dropped, between two looks for signals. */
    private static final int SLICE = 64;

    private static final int FOREVER = -1;

    private final LeaseSignals signals;
    private final WakeUp wakeUp;
    private final LeaseInbox inbox;
    private final Releases releases;
    private final IgnoreMarks marks;
    private final Keepable keepable;
    private final Room room;
    private final EventSink sink;
    private final LeaseLimits limits;
    private final Faults faults;
    private final LeaseTable table = new LeaseTable();
    private final FileStatus status = new FileStatus();
    private final NativeBuffer poll = new NativeBuffer(2 * POLLFD_LEN);
    private ReadLease leases;
    private long generation;
    private volatile long lookedAt = System.nanoTime();
    private Iterator<Lease> round = List.<Lease>of().iterator();

    Keeper(
            LeaseSignals signals,
            WakeUp wakeUp,
            LeaseInbox inbox,
            Releases releases,
            IgnoreMarks marks,
            Keepable keepable,
            Room room,
            EventSink sink,
            LeaseLimits limits,
            Faults faults) {
        this.signals = signals;
        this.wakeUp = wakeUp;
        this.inbox = inbox;
        this.releases = releases;
        this.marks = marks;
        this.keepable = keepable;
        this.room = room;
        this.sink = sink;
        this.limits = limits;
        this.faults = faults;
    }

    @Override
    public void run() {
        try {
            BytePath own = Descriptors.readLink(OWN_THREAD);
            if (own != null && signals.block()) {
                int thread = Integer.parseInt(own.name().toString());
                leases = new ReadLease(LeaseSignals.SIGNAL, thread);
                watch(0, signals.descriptor());
                watch(POLLFD_LEN, wakeUp.descriptor());
                keep();
            }
        } catch (RuntimeException | Error e) {
            faults.keep(e);
        } finally {
            inbox.end();
            table.all().forEach(this::drop);
            inbox.drain();
            wakeUp.close();
            signals.close();
        }
    }

    private void watch(int at, int descriptor) {
        poll.bytes().putInt(at + POLLFD_FD, descriptor);
        poll.bytes().putShort(at + POLLFD_EVENTS, POLLIN);
    }

    private void keep() {
        while (!inbox.ended()) {
            signals.take(this::waitedFor);
            if (generation != marks.generation()) {
                generation = marks.generation();
                table.all().forEach(this::drop);
            }
            dropWritten();
            if (inbox.shedding()) {
                table.all().subList(0, table.size() / 2).forEach(this::drop);
            }
            giveWay();
            look();
            releases.step(table, this::drop);
            Candidate candidate = inbox.candidate();
            if (candidate != null) {
                consider(candidate);
            } else {
                LibC.poll(poll.address(), 2, isBusy() ? 0 : untilNextLook());
                wakeUp.heard();
            }
        }
    }

    private boolean isBusy() {
        return round.hasNext() || releases.pending() || !fits();
    }

    /** How many leases are held. Any thread. */
    int size() {
        return table.size();
    }

    /** Whether the leases leave enough descriptors to the events. Any thread. */
    boolean fits() {
        int leases = table.size();
        return leases == 0 || room.fits(leases);
    }

    private int untilNextLook() {
        if (table.size() == 0) {
            return FOREVER;
        }
        long left = lookedAt + limits.lookNanos() - System.nanoTime();
        return Math.max(0, (int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }

    private void giveWay() {
        for (int i = 0; i < SLICE && !fits(); i++) {
            drop(table.oldest());
        }
    }

    private void waitedFor(int descriptor) {
        Lease lease = table.of(descriptor);
        if (lease != null) {
            drop(lease);
        }
    }

    private void dropWritten() {
        for (Key key = inbox.written(); key != null; key = inbox.written()) {
            Lease lease = table.of(key);
            if (lease != null) {
                drop(lease);
            }
        }
    }

    /**
     * A file that has lost its name would keep its space; a lease may have ended without our being
     * told, where too many signals waited.
     */
    private void look() {
        long now = System.nanoTime();
        if (!round.hasNext() && now - lookedAt >= limits.lookNanos()) {
            lookedAt = now;
            round = table.all().iterator();
        }
        for (int i = 0; i < SLICE && round.hasNext(); i++) {
            Lease lease = round.next();
            if (table.of(lease.descriptor()) == lease && isOver(lease, now)) {
                drop(lease);
            }
        }
    }

    private boolean isOver(Lease lease, long now) {
        return now - lease.since() > limits.ageNanos()
                || !status.read(lease.descriptor())
                || status.links() == 0
                || !ReadLease.stands(lease.descriptor());
    }

    private void consider(Candidate candidate) {
        if (!isEligible(candidate) || !leases.keep(candidate.descriptor())) {
            Descriptors.close(candidate.descriptor());
            inbox.gone(candidate.key());
            return;
        }
        Lease lease = new Lease(candidate.descriptor(), candidate.key(), System.nanoTime());
        table.add(lease);
        // From here on nobody can change it. What was changed before shows in its identity, or is
        // no longer held to be clean.
        boolean same =
                status.read(candidate.descriptor())
                        && status.links() > 0
                        && status.identity().equals(candidate.identity());
        if (!same
                || !marks.add(candidate.descriptor(), candidate.generation())
                || !sink.holds(candidate.identity())) {
            drop(lease);
        }
    }

    private boolean isEligible(Candidate candidate) {
        return candidate.generation() == marks.generation()
                && table.of(candidate.key()) == null
                && status.read(candidate.descriptor())
                && keepable.permits(candidate.descriptor(), status)
                && !releases.pauses(candidate.descriptor())
                && hasRoom();
    }

    /** Which files are opened most is not seen any more: the oldest makes room. */
    private boolean hasRoom() {
        if (!room.fits(table.size() + 1)) {
            return false;
        }
        if (table.size() < limits.capacity()) {
            return true;
        }
        Lease oldest = table.oldest();
        if (System.nanoTime() - oldest.since() < limits.residenceNanos()) {
            return false;
        }
        drop(oldest);
        return true;
    }

    /** In this order: with the lease given back the file may change, and must be reported. */
    private void drop(Lease lease) {
        if (table.remove(lease)) {
            marks.remove(lease.descriptor());
            ReadLease.release(lease.descriptor());
            Descriptors.close(lease.descriptor());
            inbox.gone(lease.key());
        }
    }
}
