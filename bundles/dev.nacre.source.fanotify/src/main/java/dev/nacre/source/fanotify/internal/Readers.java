/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Stall;
import dev.nacre.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A group and the threads that read it, started and ended together. Owns the group.
 *
 * <p>There are two threads, so that one may open a marked file by mistake, or be held up by the
 * sink, and be served by the other. One that does not get on is relieved by a new one.
 */
final class Readers implements AutoCloseable {
    static final int COUNT = 2;

    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int RING_MILLIS = 5;

    private final String name;
    private final Group group;
    private final Bell bell;
    private final Turn turn = new Turn();
    private final Function<Batch, Reader> hire;
    private final List<Shift> shifts = new ArrayList<>();
    private long rounds;
    private int idle;
    private int hired;
    private boolean closed;

    /**
     * Takes over the group, which is closed where this fails.
     *
     * @param leases to be closed before this
     */
    Readers(
            String name,
            Features features,
            Group group,
            Mounts mounts,
            EventSink sink,
            Leases leases,
            Faults faults)
            throws LinuxException {
        this.name = name;
        this.group = group;
        try {
            this.bell = new Bell(group);
        } catch (LinuxException e) {
            group.close();
            throw e;
        }
        Backlog backlog = new Backlog();
        Gathering gathering = new Gathering();
        this.hire =
                batch ->
                        new Reader(
                                batch, turn, backlog, gathering, features, group, mounts, sink,
                                leases, faults);
    }

    synchronized void start() {
        for (int i = 0; i < COUNT; i++) {
            begin(new Batch());
        }
    }

    private void begin(Batch batch) {
        Shift shift = new Shift(hire.apply(batch), name + "-" + hired++);
        shift.start();
        shifts.add(shift);
    }

    /** As {@link dev.nacre.api.event.EventSource#waiting}. */
    synchronized int waiting() {
        // In this order: what is read comes into a reader's hands, then it is an event.
        int waiting = group.unread() ? 1 : 0;
        for (Shift shift : shifts) {
            waiting += shift.isBusy() ? 1 : 0;
        }
        return waiting + group.waiting();
    }

    /**
     * Looks, once a second, whether nothing is read though there is something: the kernel waits for
     * a file system then, to open a file for a reader.
     */
    synchronized boolean readsNothing() {
        long now = turn.rounds();
        idle = now == rounds && group.unread() ? idle + 1 : 0;
        rounds = now;
        return idle >= Shift.PATIENCE;
    }

    /** As {@link dev.nacre.api.event.EventSource#relieve}. */
    synchronized List<Stall> relieve(Predicate<Thread> allows) {
        shifts.removeIf(shift -> shift.takenOver() && !shift.thread().isAlive());
        List<Stall> stalls = new ArrayList<>();
        for (int i = closed ? shifts.size() : 0; i < shifts.size(); i++) {
            Shift shift = shifts.get(i);
            if (shift.needsRelief()) {
                Batch rest = shift.takeOver();
                if (rest != null) {
                    boolean allow = allows.test(shift.thread());
                    begin(rest);
                    shift.answerInHand(allow);
                }
                stalls.add(new Stall(shift.thread(), rest != null));
            } else if (shift.takenOver()) {
                stalls.add(new Stall(shift.thread(), true));
            }
        }
        return stalls;
    }

    /**
     * Ends the threads, then the group: what waits in its queue is allowed by the kernel. Bounded
     * in time; a reader that the sink holds up beyond that ends when the sink lets it go, and
     * touches the group no more.
     */
    @Override
    public synchronized void close() {
        closed = true;
        shifts.forEach(Shift::stop);
        long deadline = System.nanoTime() + END_NANOS;
        boolean interrupted = false;
        for (Shift shift : shifts) {
            while (!shift.takenOver() && shift.thread().isAlive() && System.nanoTime() < deadline) {
                bell.ring();
                try {
                    shift.thread().join(RING_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        group.close();
        bell.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
