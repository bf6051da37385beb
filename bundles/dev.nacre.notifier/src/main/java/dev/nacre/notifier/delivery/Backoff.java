/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How long to leave a receiver alone that did not take a message: twice as long each time, and not
 * just as long as all others do, which would have them come back together. For one thread.
 */
final class Backoff {
    static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

    private final DoubleSupplier random;
    private long longest = SHORTEST;

    /**
     * @param random from 0, inclusive, to 1, exclusive
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Nanoseconds, after one more failure: half of what it grows to, at least. */
    long next() {
        long pause = longest / 2 + (long) (longest / 2.0 * random.getAsDouble());
        longest = Math.min(LONGEST, longest * 2);
        return pause;
    }

    /** It worked. */
    void reset() {
        longest = SHORTEST;
    }
}
