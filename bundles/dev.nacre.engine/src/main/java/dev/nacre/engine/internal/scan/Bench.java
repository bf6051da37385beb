/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.scan;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Where threads wait for work, the last to come the first to be called: its stack and memory are in
 * the processor's caches still, and the others may sleep on. Takes no lock.
 */
final class Bench {
    private static final class Seat {
        private final Thread thread = Thread.currentThread();
        private volatile boolean called;
    }

    private final AtomicInteger work = new AtomicInteger();
    private final ConcurrentLinkedDeque<Seat> seats = new ConcurrentLinkedDeque<>();

    /** There is one more piece of work, for one thread. Called by reader threads. */
    void call() {
        work.incrementAndGet();
        callOne();
    }

    private void callOne() {
        Seat last = seats.pollFirst();
        if (last != null) {
            last.called = true;
            LockSupport.unpark(last.thread);
        }
    }

    /** Waits for a piece of work that no other thread has. */
    void await() throws InterruptedException {
        while (!take()) {
            Seat seat = new Seat();
            seats.addFirst(seat);
            // Either this thread sees the work, or who brings it sees the seat.
            boolean waits = work.get() == 0;
            while (waits && !seat.called && !Thread.currentThread().isInterrupted()) {
                LockSupport.park(this);
            }
            boolean called = seat.called || !seats.removeFirstOccurrence(seat);
            if (Thread.interrupted()) {
                if (called) {
                    callOne();
                }
                throw new InterruptedException();
            }
        }
    }

    private boolean take() {
        int left = work.get();
        while (left > 0 && !work.compareAndSet(left, left - 1)) {
            left = work.get();
        }
        return left > 0;
    }
}
