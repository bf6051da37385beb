/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A look-up that takes parts of two verdicts for one would let an infected file pass. */
class VerdictCacheRaceTest {
    /** Files of one bucket, where a segment has one only. */
    private static final long[] NEIGHBOURS =
            LongStream.range(1, 10_000)
                    .filter(inode -> VerdictCache.hash(1, inode) >>> 58 == 7)
                    .limit(Bucket.PLACES + 1)
                    .toArray();

    /** They take turns in the last place, which is looked at after all the others. */
    private static final long A = NEIGHBOURS[Bucket.PLACES - 1];

    private static final long B = NEIGHBOURS[Bucket.PLACES];

    private static void put(VerdictCache cache, long inode, long value) {
        cache.put(cache.writes(1, inode), 1, inode, value, value, value, (int) value);
    }

    /**
     * Aligned so that the last place lies in two cache lines: a change of both is seen in parts.
     */
    private static ByteBuffer aligned(int size) {
        return ByteBuffer.allocateDirect(size + 128).alignedSlice(64).slice(0, size);
    }

    @Test
    void a_look_up_among_writers_never_mixes_two_verdicts() throws Exception {
        VerdictCache cache = new VerdictCache(0, VerdictCacheRaceTest::aligned);
        for (int i = 0; i < Bucket.PLACES - 1; i++) {
            put(cache, NEIGHBOURS[i], 1);
        }
        AtomicBoolean ended = new AtomicBoolean();
        Callable<Long> writer =
                () -> {
                    for (int n = 0; n < 2_000_000; n++) {
                        put(cache, A, 10);
                        put(cache, A, 20);
                        cache.forget(1, A);
                        put(cache, B, 30);
                        cache.forget(1, B);
                    }
                    ended.set(true);
                    return 0L;
                };
        Callable<Long> reader =
                () -> {
                    long seen = 0;
                    while (!ended.get()) {
                        seen += see(cache, A, 10) + see(cache, A, 20) + see(cache, B, 30);
                        assertThat(seesMixed(cache, A, 10, 20)).isFalse();
                        assertThat(seesMixed(cache, A, 20, 10)).isFalse();
                        assertThat(seesMixed(cache, A, 20, 30)).isFalse();
                        assertThat(see(cache, A, 30) + see(cache, B, 20)).isZero();
                    }
                    return seen;
                };
        assertThat(run(List.of(writer, reader)).get(1)).isPositive();
    }

    private static int see(VerdictCache cache, long inode, long value) {
        return cache.contains(1, inode, value, value, value, (int) value) ? 1 : 0;
    }

    private static boolean seesMixed(VerdictCache cache, long inode, long x, long y) {
        return cache.contains(1, inode, x, y, y, (int) y)
                || cache.contains(1, inode, x, x, y, (int) y)
                || cache.contains(1, inode, x, x, x, (int) y);
    }

    @Test
    void among_others_each_sees_of_its_own_files_what_it_did_last() throws Exception {
        // From nothing through all doublings to full buckets, with many files in each bucket.
        VerdictCache cache = new VerdictCache(3_000_000);
        List<Callable<Long>> owners = new ArrayList<>();
        for (int owner = 0; owner < 4; owner++) {
            int mine = owner;
            owners.add(() -> own(cache, mine));
        }
        assertThat(run(owners)).allSatisfy(seen -> assertThat(seen).isGreaterThan(150_000));
        assertThat(cache.size() * 48).isLessThanOrEqualTo(3_000_000);
    }

    /** Only one in four files is this owner's, so that no other touches it. */
    private static long own(VerdictCache cache, int owner) {
        long seen = 0;
        for (long n = 0; n < 200_000; n++) {
            long inode = (n % 30_000) * 4 + owner;
            put(cache, inode, n + 1);
            // Forgetting another file may have kept this verdict out; then the older one stands.
            int now = see(cache, inode, n + 1);
            assertThat(now + see(cache, inode, n + 1 - 30_000)).isLessThan(2);
            seen += now;
            if (n % 3 == 0) {
                cache.forget(1, inode);
                assertThat(see(cache, inode, n + 1)).isZero();
            }
        }
        return seen;
    }

    private static List<Long> run(List<Callable<Long>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Long> results = new ArrayList<>();
            for (Future<Long> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
