/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.time.Duration;

/** The moment until which a client must have done its part, if it must do any. Any thread. */
final class Deadline {
    private static final long NONE = Long.MIN_VALUE;

    private volatile long at = NONE;

    /** Something is expected from now on, within {@code time}. */
    void in(Duration time) {
        at = System.nanoTime() + time.toNanos();
    }

    /** Nothing is expected. */
    void none() {
        at = NONE;
    }

    boolean isOver() {
        long end = at;
        return end != NONE && System.nanoTime() - end > 0;
    }
}
