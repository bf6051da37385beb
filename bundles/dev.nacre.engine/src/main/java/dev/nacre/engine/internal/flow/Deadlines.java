/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.engine.internal.scan.Lane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Answers each access that waits at the latest at its deadline; a crowd is begun so early that its
 * last is answered in time. The waiter stays in its job: the scan goes on, and its verdict still is
 * of use. The thread sleeps while nobody waits.
 */
final class Deadlines {
    private static final long TICK_NANOS = 20_000_000;

    /**
     * What an answer in a crowd takes: measured, ten thousand in half a second on two processors.
     */
    private static final long ANSWER_NANOS = 50_000;

    /** The part of its time that a crowd may take from each. */
    private static final int HASTE = 4;

    /** Longer than a garbage collection, and short beside a deadline. */
    private static final long LATE_NANOS = 1_000_000_000;

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "nacre-deadlines");
    private volatile boolean sleeping;
    private volatile boolean ended;

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** From now on it is answered in time. Called by reader threads. */
    void add(Waiter waiter) {
        waiters.add(waiter);
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void run() {
        while (!ended) {
            sleeping = true;
            if (waiters.isEmpty()) {
                LockSupport.park(this);
            }
            sleeping = false;
            LockSupport.parkNanos(this, TICK_NANOS);
            expire(System.nanoTime());
        }
    }

    /**
     * Answers all whose time is over, and with them, as each answer wakes the whole crowd, those
     * whose time is over soon; {@code now} of {@link System#nanoTime}.
     */
    void expire(long now) {
        long crowd = waiters.size() * ANSWER_NANOS;
        if (waiters.stream().anyMatch(waiter -> waiter.deadline() - now <= lead(waiter, crowd))) {
            Map<UnscannedReason, List<Waiter>> due =
                    waiters.stream()
                            .filter(waiter -> waiter.deadline() - now <= 2 * lead(waiter, crowd))
                            .collect(Collectors.groupingBy(Deadlines::reason));
            due.forEach(this::expire);
        }
    }

    private static long lead(Waiter waiter, long crowd) {
        return Math.min(crowd, waiter.watch().watch().deadline().toNanos() / HASTE);
    }

    private void expire(UnscannedReason reason, List<Waiter> due) {
        Waiter.answerAll(
                due, waiter -> waiter.answerUnscanned(reason, waiter.watch().watch().onError()));
        due.forEach(waiters::remove);
    }

    /** Answers all that wait, however much time they have. */
    void answerAll(UnscannedReason reason) {
        expire(reason, List.copyOf(waiters));
    }

    /**
     * Does the thread's work where it does not: answers all whose time has been over for a while,
     * without asking anybody why.
     *
     * @return how many
     */
    int relieve(long now) {
        List<Waiter> late =
                waiters.stream()
                        .filter(waiter -> now - waiter.deadline() >= LATE_NANOS)
                        .filter(waiters::remove)
                        .toList();
        expire(UnscannedReason.TIMED_OUT, late);
        return late.size();
    }

    /** For its stack. */
    Thread thread() {
        return thread;
    }

    private static UnscannedReason reason(Waiter waiter) {
        Lane lane = waiter.watch().lane();
        return lane == null || lane.status().state() != ScannerStatus.State.UP
                ? UnscannedReason.SCANNER_DOWN
                : UnscannedReason.TIMED_OUT;
    }
}
