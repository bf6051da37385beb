/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.time.Duration;

/**
 * A moment by which an answer is due. Times are nanoseconds since this class was loaded, so that
 * they are never negative and compare by {@code <}.
 */
public final class Deadline {
    private static final long START = System.nanoTime();

    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    /** The time now. */
    public static long now() {
        return System.nanoTime() - START;
    }

    /** A deadline {@code limit} from now. */
    public static Deadline in(Duration limit) {
        return new Deadline(now() + limit.toNanos());
    }

    /** Nanoseconds that are left; 0 or less where it has passed. */
    public long remaining() {
        return at - now();
    }

    /** Whether it has passed. */
    public boolean passed() {
        return remaining() <= 0;
    }
}
