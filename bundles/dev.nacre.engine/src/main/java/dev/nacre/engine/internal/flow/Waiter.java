/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.watch.Fallback;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.status.Tally;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * An access on its way to a verdict.
 *
 * <p><b>Ownership.</b> It owns the event. A verdict, a deadline and the end of the guard may race
 * to answer: the event lets the first one win. Whoever took the waiter from its job closes it.
 */
final class Waiter {
    private final FileEvent event;
    private final GuardedWatch watch;
    private final Tally tally;
    private final long deadline;
    private final AtomicBoolean counted;
    private final Horizon.Page page;

    /**
     * @param now of {@link System#nanoTime}
     * @param page it was entered in; left when this is closed
     */
    Waiter(FileEvent event, GuardedWatch watch, Tally tally, long now, Horizon.Page page) {
        this(
                event,
                watch,
                tally,
                now + watch.watch().deadline().toNanos(),
                new AtomicBoolean(),
                page);
    }

    private Waiter(
            FileEvent event,
            GuardedWatch watch,
            Tally tally,
            long deadline,
            AtomicBoolean counted,
            Horizon.Page page) {
        this.event = event;
        this.watch = watch;
        this.tally = tally;
        this.deadline = deadline;
        this.counted = counted;
        this.page = page;
    }

    /** The same access under another policy; its deadline stands. Takes this one's place. */
    Waiter under(GuardedWatch other) {
        return new Waiter(event, other, tally, deadline, counted, page);
    }

    FileEvent event() {
        return event;
    }

    GuardedWatch watch() {
        return watch;
    }

    /** Whether a process waits for the answer. */
    boolean urgent() {
        return event.permission();
    }

    /** When it must have been answered, of {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /**
     * Answers some in a row: together however few they are, as each answer may wake a crowd that
     * waits for others.
     *
     * @param answer answers one, and does nothing that waits
     */
    static void answerAll(List<Waiter> waiters, Consumer<Waiter> answer) {
        // One alone, as nearly always, at no cost.
        List<Waiter> urgent =
                waiters.size() > 1 ? waiters.stream().filter(Waiter::urgent).toList() : List.of();
        if (urgent.size() > 1) {
            urgent.get(0).event.together(() -> waiters.forEach(answer));
        } else {
            waiters.forEach(answer);
        }
    }

    /** Answers by the verdict; returns false where it had been answered. */
    boolean answer(boolean allow) {
        boolean answered = event.answer(allow);
        if (answered && !allow) {
            tally.denied.increment();
        }
        return answered;
    }

    /** Answers for want of a verdict, and counts the access as unscanned, once. */
    void answerUnscanned(UnscannedReason reason, Fallback fallback) {
        if (counted.compareAndSet(false, true)) {
            tally.unscanned(reason);
        }
        answer(fallback == Fallback.ALLOW);
    }

    /** What it was entered in. */
    Horizon.Page page() {
        return page;
    }

    void close() {
        event.close();
        page.leave();
    }
}
