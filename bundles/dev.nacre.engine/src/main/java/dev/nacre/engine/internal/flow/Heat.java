/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.engine.internal.cache.VerdictCache;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells which files are opened often, from a fixed table of counters: no garbage, and no lock.
 * Files may share a counter, and a count may be lost to another thread: either only makes a file
 * come up earlier or later.
 */
final class Heat {
    /** How often within a period a file must be opened to come up. */
    static final int OFTEN = 3;

    private static final int SLOTS = 1 << 16;
    private static final int COUNT_BITS = 16;
    private static final int MOST = (1 << COUNT_BITS) - 1;
    private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A count from which none is a doubling any more. */
    private static final int COLD = MOST;

    /** The period in the upper half, the count within it in the lower. */
    private final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);

    /**
     * Counts an opening. Returns true when the count has become {@link #OFTEN}, and at each
     * doubling: a file that could not be left to the kernel is offered again, ever more seldom.
     */
    boolean rises(long device, long inode) {
        int slot = slot(device, inode);
        int period = period();
        int seen = slots.getPlain(slot);
        int before = (seen & ~MOST) == period ? seen & MOST : 0;
        int count = Math.min(before + 1, MOST);
        slots.setPlain(slot, period | count);
        return count % OFTEN == 0 && Integer.bitCount(count / OFTEN) == 1;
    }

    /**
     * A file that is written does not come up before the next period, however often it is opened:
     * who opens it for writing would have to wait for its lease again and again, and is refused
     * where it would not wait (open(2), O_NONBLOCK).
     */
    void cool(long device, long inode) {
        slots.setPlain(slot(device, inode), period() | COLD);
    }

    private static int slot(long device, long inode) {
        return (int) (VerdictCache.hash(device, inode) >>> 32) & SLOTS - 1;
    }

    private static int period() {
        return (int) (System.nanoTime() / PERIOD_NANOS) << COUNT_BITS;
    }
}
