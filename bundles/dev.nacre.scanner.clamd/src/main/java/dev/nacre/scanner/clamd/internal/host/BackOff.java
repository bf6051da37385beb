/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.util.random.RandomGenerator;

/**
 * When to connect anew: at once where a connection breaks for the first time in a while, ever later
 * where it fails again and again, and never for all at the same moment. Times as in {@code
 * Deadline}. Guarded by its owner.
 */
final class BackOff {
    private static final int MOST_DOUBLINGS = 16;

    private final Rhythm rhythm;
    private final RandomGenerator random;
    private boolean connected;
    private long connectedAt;
    private long dueAt;
    private int breaks;
    private int failures;

    BackOff(Rhythm rhythm, RandomGenerator random) {
        this.rhythm = rhythm;
        this.random = random;
    }

    void connected(long now) {
        if (!connected) {
            connected = true;
            connectedAt = now;
        }
    }

    /** A connection broke; several that break together count once. */
    void broke(long now) {
        if (connected) {
            connected = false;
            if (now - connectedAt >= rhythm.stable().toNanos()) {
                breaks = 0;
                failures = 0;
            }
            if (breaks++ == 0) {
                dueAt = now;
            } else {
                failed(now);
            }
        }
    }

    void failed(long now) {
        connected = false;
        long longest = rhythm.longestBackOff().toNanos();
        long delay = rhythm.backOff().toNanos() << Math.min(failures++, MOST_DOUBLINGS);
        double jitter = 0.75 + random.nextDouble() / 2;
        dueAt = now + (long) (Math.min(delay, longest) * jitter);
    }

    /** Nanoseconds until the next attempt is due; 0 or less where it is. */
    long remaining(long now) {
        return dueAt - now;
    }
}
