/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.time.Duration;

/** Up to which policy the event source has been told what to guard. Any thread. */
final class Told {
    private long generation = -1;

    synchronized void upTo(long told) {
        generation = Math.max(generation, told);
        notifyAll();
    }

    /** Waits until it has been told of a policy, and whether it has. */
    synchronized boolean await(long wanted, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (generation < wanted) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
