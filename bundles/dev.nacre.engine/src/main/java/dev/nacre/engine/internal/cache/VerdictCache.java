/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import dev.nacre.api.file.FileIdentity;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * The identities of files known to be clean, each with the epoch its verdict holds for: whole, so
 * that no two are taken for one. They lie outside the heap, in memory that is taken as it is needed
 * and up to a bound; then those make room that were looked up least of late. Looked up by reader
 * threads, without a lock and without garbage; filled by scan threads.
 */
public final class VerdictCache {
    /** Enough that two scan threads seldom meet in one. */
    private static final int SEGMENTS = 64;

    private static final int BUCKET_BYTES = Bucket.LONGS * Long.BYTES;

    /** A segment begins with 8 to 15 buckets, so that doubling them comes near to any bound. */
    private static final int FEW = 8;

    private final Segment[] segments = new Segment[SEGMENTS];

    /**
     * @param bytes how much memory the verdicts may take, from 100 kB on: 49 bytes each, and it is
     *     well filled with 78 each
     */
    public VerdictCache(long bytes) {
        this(bytes, ByteBuffer::allocateDirect);
    }

    VerdictCache(long bytes, IntFunction<ByteBuffer> allocator) {
        int most = (int) Math.max(1, bytes / SEGMENTS / BUCKET_BYTES);
        int times = Math.max(1, Integer.highestOneBit(most / FEW));
        OffHeap memory = new OffHeap(allocator);
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new Segment(memory, most / times, times);
        }
    }

    /** In the place of a ctime: the verdict is on the content, and holds for no identity. */
    public static final long CONTENT = Bucket.ANY_CHANGE;

    /**
     * The epoch under which verdicts are kept that hold only while nobody has the file open for
     * writing.
     */
    public static int whileUnwritten(int epoch) {
        return -epoch;
    }

    /** Whether this identity was found clean in this epoch. */
    public boolean contains(
            long device, long inode, long size, long modified, long changed, int epoch) {
        long hash = hash(device, inode);
        return segment(hash).contains(hash, device, inode, size, modified, changed, epoch);
    }

    /** Whether this identity was found clean in this epoch. */
    public boolean contains(FileIdentity file, int epoch) {
        return contains(
                file.device(), file.inode(), file.size(), file.modified(), file.changed(), epoch);
    }

    /**
     * Whether a file was found clean in this epoch when it had this size and mtime, whatever its
     * ctime. For who knows that its content cannot have changed unreported since: it was moved.
     */
    public boolean containsContent(FileIdentity file, int epoch) {
        FileIdentity any =
                new FileIdentity(
                        file.device(), file.inode(), file.size(), file.modified(), CONTENT);
        return contains(any, epoch) || contains(any, whileUnwritten(epoch));
    }

    /** How often a file was forgotten; to be asked before a scan, for {@link #put} after it. */
    public int writes(long device, long inode) {
        long hash = hash(device, inode);
        return segment(hash).writes(hash);
    }

    /**
     * Remembers a clean verdict, in place of an older one on the same file; not where the file has
     * been forgotten since.
     *
     * @param writesBefore of {@link #writes}, before the scan
     */
    public void put(
            int writesBefore,
            long device,
            long inode,
            long size,
            long modified,
            long changed,
            int epoch) {
        long hash = hash(device, inode);
        segment(hash).put(writesBefore, hash, device, inode, size, modified, changed, epoch);
    }

    /**
     * Forgets the verdict on a file, whatever its identity. Called by reader threads: a short lock.
     */
    public void forget(long device, long inode) {
        long hash = hash(device, inode);
        segment(hash).forget(hash, device, inode);
    }

    /** How many verdicts are kept, those of past epochs among them. */
    public long size() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.size();
        }
        return size;
    }

    private Segment segment(long hash) {
        return segments[(int) (hash >>> 58)];
    }

    /** The finalizer of SplitMix64: inode numbers are dense, and must be spread. */
    public static long hash(long device, long inode) {
        long z = inode + device * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
