/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The turn of a group's readers: one at a time has it.
 *
 * <p>To wake another reader for each event costs more than most events, and it would find nothing
 * to do: whoever has let go of the turn is back in some microseconds. So as long as it goes round,
 * who waits for it looks for itself now and then, and takes it where the other was held up
 * meanwhile. Where it does not, as no events come, who waits sleeps until it is called.
 */
final class Turn {
    /** Between two looks: what a process may wait for us unnoticed, and seldom beside an event. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicInteger looking = new AtomicInteger();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** How often it was given away. */
    long rounds() {
        return rounds.get();
    }

    /** Waits for the turn. */
    void take() {
        if (isTaken()) {
            Thread me = Thread.currentThread();
            waiting.add(me);
            await();
            waiting.remove(me);
        }
    }

    /** Whether another has it; else it is the caller's now. */
    private boolean isTaken() {
        return !taken.compareAndSet(false, true);
    }

    private void await() {
        looking.incrementAndGet();
        long seen = rounds.get();
        while (isTaken()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            long now = rounds.get();
            if (now == seen && sleeps()) {
                return;
            }
            seen = now;
        }
        looking.decrementAndGet();
    }

    /** Waits to be called; returns whether it has the turn then, and else goes on looking. */
    private boolean sleeps() {
        looking.decrementAndGet();
        // Either this thread finds the turn free, or who lets go of it finds this one asleep.
        if (!isTaken()) {
            return true;
        }
        LockSupport.park(this);
        looking.incrementAndGet();
        return false;
    }

    /**
     * Lets go of the turn.
     *
     * @param crowd whether another is to be called at once, as there is much to do
     */
    void give(boolean crowd) {
        rounds.incrementAndGet();
        taken.set(false);
        if (crowd || looking.get() == 0) {
            LockSupport.unpark(waiting.peek());
        }
    }
}
