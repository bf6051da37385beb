/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.util.concurrent.TimeUnit;

/** When a connection was last answered on, and whether that is in doubt. Any thread. */
final class Pulse {
    /** A reply that is not there by then makes us ask whether clamd still lives. */
    static final long DOUBT_AFTER = TimeUnit.SECONDS.toNanos(1);

    private volatile long answeredAt = -1;
    private volatile long doubtedAt = -1;

    /** Something was answered. */
    void beat() {
        answeredAt = Deadline.now();
    }

    /** Whether something was answered since {@code time}, and nothing is in doubt. */
    boolean soundSince(long time) {
        return answeredAt > time && answeredAt >= doubtedAt;
    }

    /**
     * A reply is late.
     *
     * @param sentAt when it was asked for
     * @return whether clamd is to be asked: once, until it has answered again
     */
    boolean doubts(long sentAt) {
        long now = Deadline.now();
        boolean silent = answeredAt < Math.max(sentAt, now - DOUBT_AFTER);
        if (silent && doubtedAt <= answeredAt) {
            doubtedAt = now;
            return true;
        }
        return false;
    }
}
