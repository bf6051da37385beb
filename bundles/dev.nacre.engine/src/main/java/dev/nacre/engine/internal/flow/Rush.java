/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import java.util.concurrent.TimeUnit;

/**
 * Tells a rush of writes, as of an archive that is unpacked, from a few and from a steady flow. In
 * a rush scans that nobody waits for are put off, so that they do not slow down what makes it; but
 * not for long. Any thread; times are of {@link System#nanoTime}.
 */
final class Rush {
    /** Up to so many files written in a second are no rush. */
    static final int FEW = 16;

    /** What goes on for longer is a steady flow, until there is a second without. */
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long window = System.nanoTime();
    private int files;
    private boolean before;
    private long began;

    /** Counts a file that was written; returns as {@link #goesOn}. */
    synchronized boolean counts(long now) {
        turn(now);
        files++;
        if (files > FEW && !before && began == 0) {
            began = now;
        }
        return isOn(now);
    }

    /** Whether there is a rush now. */
    synchronized boolean goesOn(long now) {
        turn(now);
        return isOn(now);
    }

    private boolean isOn(long now) {
        return (before || files > FEW) && now - began < LONGEST_NANOS;
    }

    private void turn(long now) {
        long past = (now - window) / WINDOW_NANOS;
        if (past > 0) {
            before = past == 1 && files > FEW;
            began = before ? began : 0;
            files = 0;
            window += past * WINDOW_NANOS;
        }
    }
}
