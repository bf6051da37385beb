/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices a write that clamd does not take: it blocks for good, and only a cut connection ends it.
 * Writes are many and short, and to wake a thread for each would cost more than the write: so
 * somebody looks now and then, as long as there are any. For one write at a time.
 */
final class WriteLimit {
    /** A write past its deadline is given this much before the connection is cut under it. */
    private static final Duration GRACE = Duration.ofMillis(250);

    /** Between two looks, and so how much later a cut may be. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService watchdog;
    private final Runnable cut;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile long end = NEVER;

    /**
     * @param cut ends the connection; run once at most
     */
    WriteLimit(ScheduledExecutorService watchdog, Runnable cut) {
        this.watchdog = watchdog;
        this.cut = cut;
    }

    /**
     * A write begins.
     *
     * @throws RejectedExecutionException where nobody will look any more
     */
    void begin(Deadline deadline) {
        end = Deadline.now() + Math.max(0, deadline.remaining()) + GRACE.toNanos();
        watch();
    }

    /** It has come back. */
    void end() {
        end = NEVER;
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            watchdog.schedule(this::look, LOOK, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        if (Deadline.now() >= end) {
            cut.run();
            return;
        }
        watched.set(false);
        if (end != NEVER) {
            watch();
        }
    }
}
