/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A group and the threads that read it, started and ended together. Owns the group.
 *
 * <p>There are two threads, so that one may open a marked file by mistake, or be held up by the
 * sink, and be served by the other.
 */
final class Readers implements AutoCloseable {
    static final int COUNT = 2;

    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int RING_MILLIS = 5;

    private final Group group;
    private final Bell bell;
    private final Leases leases;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Takes over the group, which is closed where this fails. */
    Readers(
            String name,
            Features features,
            Group group,
            Mounts mounts,
            EventSink sink,
            LeaseLimits limits,
            Faults faults)
            throws LinuxException {
        this.group = group;
        try {
            this.bell = new Bell(group);
        } catch (LinuxException e) {
            group.close();
            throw e;
        }
        Object turn = new Object();
        try {
            this.leases = new Leases("nacre-leases", group, features, mounts, sink, limits, faults);
        } catch (LinuxException e) {
            bell.close();
            group.close();
            throw e;
        }
        for (int i = 0; i < COUNT; i++) {
            Reader reader = new Reader(turn, features, group, mounts, sink, leases, faults);
            Thread thread = new Thread(reader, name + "-" + i);
            thread.setDaemon(true);
            readers.add(reader);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    Leases leases() {
        return leases;
    }

    /**
     * Gives the leases back, ends the threads, then the group: what waits in its queue is allowed
     * by the kernel. Bounded in time; a reader that the sink holds up beyond that ends when the
     * sink lets it go, and touches the group no more.
     */
    @Override
    public void close() {
        leases.close();
        readers.forEach(Reader::stop);
        long deadline = System.nanoTime() + END_NANOS;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
                bell.ring();
                try {
                    thread.join(RING_MILLIS);
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
