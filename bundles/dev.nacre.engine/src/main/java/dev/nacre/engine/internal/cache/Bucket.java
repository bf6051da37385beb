/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import java.nio.LongBuffer;

/**
 * How the verdicts on some files lie side by side in memory: in 32 places, any of them free or
 * taken, and a full bucket gives away the one whose verdict was looked up least of late.
 *
 * <p>Whoever changes a bucket holds its segment's lock, but for {@link #touch}. Whoever reads
 * without it may read nonsense, must not believe it before the lock says so, and comes to an end.
 */
final class Bucket {
    static final int PLACES = 32;

    /**
     * Two bits a place: how often its verdict was looked up, up to 3. Readers count without a lock;
     * a count that is lost in a race makes a verdict leave earlier, and nothing else.
     */
    private static final int USES = 0;

    /** A bit for each place that is taken; above these, the place to be looked at next for room. */
    private static final int TAKEN = 1;

    /** Side by side, as these are what a look-up goes through. */
    private static final int INODES = 2;

    private static final int ENTRIES = INODES + PLACES;
    private static final int DEVICE = 0;
    private static final int SIZE = 1;
    private static final int MODIFIED = 2;
    private static final int CHANGED = 3;
    private static final int EPOCH = 4;
    private static final int ENTRY = 5;

    /** How much memory a bucket takes, in longs. */
    static final int LONGS = ENTRIES + PLACES * ENTRY;

    private static final int MOST_USES = 3;

    /** No ctime, but any: some second of the year 1677. */
    static final long ANY_CHANGE = Long.MIN_VALUE + 1_000_000_007;

    private Bucket() {}

    /** The place of a file, or -1. */
    static int find(LongBuffer memory, int at, long device, long inode) {
        for (int left = taken(memory, at); left != 0; left &= left - 1) {
            int place = Integer.numberOfTrailingZeros(left);
            if (memory.get(at + INODES + place) == inode
                    && memory.get(entry(at, place) + DEVICE) == device) {
                return place;
            }
        }
        return -1;
    }

    static boolean holds(
            LongBuffer memory,
            int at,
            int place,
            long size,
            long modified,
            long changed,
            int epoch) {
        int entry = entry(at, place);
        return memory.get(entry + SIZE) == size
                && memory.get(entry + MODIFIED) == modified
                && (memory.get(entry + CHANGED) == changed || changed == ANY_CHANGE)
                && memory.get(entry + EPOCH) == epoch;
    }

    /** Counts a look-up. */
    static void touch(LongBuffer memory, int at, int place) {
        long uses = memory.get(at + USES);
        if (uses(uses, place) < MOST_USES) {
            memory.put(at + USES, uses + (1L << 2 * place));
        }
    }

    static boolean isFull(LongBuffer memory, int at) {
        return taken(memory, at) == -1;
    }

    /** Makes room: a place that was free, or was its verdict's that is given away. */
    static int claim(LongBuffer memory, int at) {
        int taken = taken(memory, at);
        int place = taken == -1 ? leastUsed(memory, at) : Integer.numberOfTrailingZeros(~taken);
        memory.put(at + USES, memory.get(at + USES) & ~(3L << 2 * place));
        memory.put(at + TAKEN, memory.get(at + TAKEN) | 1L << place);
        return place;
    }

    /**
     * Goes round, takes a use off each place passed, and stops at one without: what is looked up
     * now and then outlasts any number of files that are seen once.
     */
    private static int leastUsed(LongBuffer memory, int at) {
        int place = (int) (memory.get(at + TAKEN) >>> PLACES);
        for (int step = 0; step < PLACES * MOST_USES; step++) {
            long uses = memory.get(at + USES);
            if (uses(uses, place) == 0) {
                break;
            }
            memory.put(at + USES, uses - (1L << 2 * place));
            place = next(place);
        }
        memory.put(at + TAKEN, (long) next(place) << PLACES | 0xffffffffL);
        return place;
    }

    static void write(
            LongBuffer memory,
            int at,
            int place,
            long device,
            long inode,
            long size,
            long modified,
            long changed,
            int epoch) {
        int entry = entry(at, place);
        memory.put(at + INODES + place, inode);
        memory.put(entry + DEVICE, device);
        memory.put(entry + SIZE, size);
        memory.put(entry + MODIFIED, modified);
        memory.put(entry + CHANGED, changed);
        memory.put(entry + EPOCH, epoch);
    }

    static void free(LongBuffer memory, int at, int place) {
        memory.put(at + TAKEN, memory.get(at + TAKEN) & ~(1L << place));
    }

    /**
     * Moves the files whose hash has a bit to the same places of an empty bucket.
     *
     * @param bit the only one that is set
     */
    static void split(LongBuffer memory, int at, long bit, LongBuffer into, int to) {
        long moved = 0;
        for (int left = taken(memory, at); left != 0; left &= left - 1) {
            int place = Integer.numberOfTrailingZeros(left);
            long inode = memory.get(at + INODES + place);
            int entry = entry(at, place);
            if ((VerdictCache.hash(memory.get(entry + DEVICE), inode) & bit) != 0) {
                moved |= 1L << place;
                into.put(to + INODES + place, inode);
                into.put(entry(to, place), memory, entry, ENTRY);
            }
        }
        into.put(to + USES, memory.get(at + USES));
        into.put(to + TAKEN, moved);
        memory.put(at + TAKEN, memory.get(at + TAKEN) & ~moved);
    }

    private static int taken(LongBuffer memory, int at) {
        return (int) memory.get(at + TAKEN);
    }

    private static int uses(long uses, int place) {
        return (int) (uses >>> 2 * place) & MOST_USES;
    }

    private static int next(int place) {
        return place + 1 & PLACES - 1;
    }

    private static int entry(int at, int place) {
        return at + ENTRIES + place * ENTRY;
    }
}
