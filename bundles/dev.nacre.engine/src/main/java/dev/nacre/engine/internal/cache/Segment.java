/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import java.nio.LongBuffer;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;

/**
 * A part of the cache. A look-up reads optimistically and never waits: where a writer is at work it
 * looks a few times more, and then says that it does not know, which costs a scan and nothing else.
 */
final class Segment {
    private static final int ATTEMPTS = 16;

    /** Few enough to be small; files that share one cost each other a scan now and then. */
    private static final int COUNTERS = 256;

    private final StampedLock lock = new StampedLock();
    private final OffHeap memory;
    private final int mostTimes;
    private final int[] writes = new int[COUNTERS];

    /** Replaced by whoever holds this segment's monitor and the lock. */
    private Buckets buckets;

    private int used;

    /**
     * @param few how many buckets there are first
     * @param mostTimes how many times as many there may be, a power of two
     */
    Segment(OffHeap memory, int few, int mostTimes) {
        this.memory = memory;
        this.mostTimes = mostTimes;
        this.buckets = new Buckets(few);
    }

    boolean contains(
            long hash, long device, long inode, long size, long modified, long changed, int epoch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp == 0) {
                Thread.onSpinWait();
                continue;
            }
            Buckets present = buckets;
            if (present.times() == 0) {
                return false;
            }
            LongBuffer words = present.memory(hash);
            int at = present.at(hash);
            int place = Bucket.find(words, at, device, inode);
            boolean found =
                    place >= 0 && Bucket.holds(words, at, place, size, modified, changed, epoch);
            if (lock.validate(stamp)) {
                if (found) {
                    Bucket.touch(words, at, place);
                }
                return found;
            }
        }
        return false;
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

    /** Bits of the hash that do not choose the segment. */
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
        if (isCrowded()) {
            grow();
        }
        long stamp = lock.writeLock();
        try {
            if (writes[counter(hash)] != writesBefore || buckets.times() == 0) {
                return;
            }
            LongBuffer words = buckets.memory(hash);
            int at = buckets.at(hash);
            int place = Bucket.find(words, at, device, inode);
            if (place < 0) {
                used += Bucket.isFull(words, at) ? 0 : 1;
                place = Bucket.claim(words, at);
            }
            Bucket.write(words, at, place, device, inode, size, modified, changed, epoch);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    void forget(long hash, long device, long inode) {
        long stamp = lock.writeLock();
        try {
            writes[counter(hash)]++;
            if (buckets.times() == 0) {
                return;
            }
            LongBuffer words = buckets.memory(hash);
            int at = buckets.at(hash);
            int place = Bucket.find(words, at, device, inode);
            if (place >= 0) {
                Bucket.free(words, at, place);
                used--;
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /**
     * Whether more than five eighths are taken, and there may be more: then of a thousand files
     * less than one meets a full bucket while others have room.
     */
    private boolean isCrowded() {
        long stamp = lock.readLock();
        try {
            return used >= buckets.places() / 8 * 5 && buckets.times() < mostTimes;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * Memory may have to be waited for: the lock, which readers take in {@link #forget}, is held
     * only while files move.
     */
    private synchronized void grow() {
        if (!isCrowded()) {
            return;
        }
        Optional<LongBuffer> piece = memory.take(buckets.needed());
        if (piece.isPresent()) {
            long stamp = lock.writeLock();
            try {
                buckets = buckets.doubled(piece.get());
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }

    int size() {
        long stamp = lock.readLock();
        try {
            return used;
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
