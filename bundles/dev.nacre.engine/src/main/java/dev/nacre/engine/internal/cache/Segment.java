/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import java.util.concurrent.locks.StampedLock;

/**
 * A part of the cache: an open-addressed table of six numbers a slot. A look-up reads
 * optimistically and never waits: where a writer is at work it looks a few times more, and then
 * says that it does not know, which costs a scan and nothing else.
 */
final class Segment {
    private static final int DEVICE = 0;
    private static final int INODE = 1;
    private static final int SIZE = 2;
    private static final int MODIFIED = 3;
    private static final int CHANGED = 4;

    /** 0 marks a free slot; epochs begin at 1. */
    private static final int EPOCH = 5;

    private static final int WIDTH = 6;
    private static final long FORGOTTEN = -1;
    private static final int FIRST_SLOTS = 64;
    private static final int ATTEMPTS = 16;

    /** Few enough to be small; files that share one cost each other a scan now and then. */
    private static final int COUNTERS = 256;

    private final StampedLock lock = new StampedLock();
    private final int capacity;
    private long[] table = new long[FIRST_SLOTS * WIDTH];
    private final int[] writes = new int[COUNTERS];
    private int used;

    Segment(int capacity) {
        this.capacity = capacity;
    }

    boolean contains(
            long hash, long device, long inode, long size, long modified, long changed, int epoch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp == 0) {
                Thread.onSpinWait();
                continue;
            }
            long[] slots = table;
            int at = find(slots, hash, device, inode);
            boolean found =
                    at >= 0
                            && slots[at + SIZE] == size
                            && slots[at + MODIFIED] == modified
                            && slots[at + CHANGED] == changed
                            && slots[at + EPOCH] == epoch;
            if (lock.validate(stamp)) {
                return found;
            }
        }
        return false;
    }

    /**
     * Where the file stands; else {@code -1 - slot} of where it would. Bounded even on torn reads.
     */
    private static int find(long[] slots, long hash, long device, long inode) {
        int count = slots.length / WIDTH;
        int slot = (int) hash & count - 1;
        for (int probe = 0; probe < count; probe++) {
            int at = slot * WIDTH;
            if (slots[at + EPOCH] == 0) {
                return -1 - at;
            }
            if (slots[at + INODE] == inode && slots[at + DEVICE] == device) {
                return at;
            }
            slot = slot + 1 & count - 1;
        }
        return -1;
    }

    /** How often files with this hash have been forgotten. */
    int writes(long hash) {
        long stamp = lock.readLock();
        try {
            return writes[counter(hash)];
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Bits of the hash that neither choose the segment nor the first slots. */
    private static int counter(long hash) {
        return (int) (hash >>> 40) & COUNTERS - 1;
    }

    void put(
            int writesBefore,
            long hash,
            long device,
            long inode,
            long size,
            long modified,
            long changed,
            int epoch) {
        long stamp = lock.writeLock();
        try {
            if (writes[counter(hash)] != writesBefore) {
                return;
            }
            int at = find(table, hash, device, inode);
            if (at < 0) {
                makeRoom();
                at = -1 - find(table, hash, device, inode);
                used++;
            }
            table[at + DEVICE] = device;
            table[at + INODE] = inode;
            table[at + SIZE] = size;
            table[at + MODIFIED] = modified;
            table[at + CHANGED] = changed;
            table[at + EPOCH] = epoch;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Leaves the slot in use, for the next verdict on the same file; no file has such a size. */
    void forget(long hash, long device, long inode) {
        long stamp = lock.writeLock();
        try {
            writes[counter(hash)]++;
            int at = find(table, hash, device, inode);
            if (at >= 0) {
                table[at + SIZE] = FORGOTTEN;
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /**
     * Keeps a quarter of the slots free. A full segment starts anew: a rare and cheap loss, where
     * an order of use would cost every look-up a write.
     */
    private void makeRoom() {
        int count = table.length / WIDTH;
        if (used >= capacity) {
            table = new long[FIRST_SLOTS * WIDTH];
            used = 0;
        } else if (used >= count - count / 4) {
            grow(count * 2);
        }
    }

    private void grow(int count) {
        long[] old = table;
        long[] bigger = new long[count * WIDTH];
        for (int from = 0; from < old.length; from += WIDTH) {
            if (old[from + EPOCH] != 0) {
                long hash = VerdictCache.hash(old[from + DEVICE], old[from + INODE]);
                int at = -1 - find(bigger, hash, old[from + DEVICE], old[from + INODE]);
                System.arraycopy(old, from, bigger, at, WIDTH);
            }
        }
        table = bigger;
    }

    int size() {
        long stamp = lock.readLock();
        try {
            return used;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    void clear() {
        long stamp = lock.writeLock();
        try {
            table = new long[FIRST_SLOTS * WIDTH];
            used = 0;
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
