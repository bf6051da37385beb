/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileIdentity;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    private static final int MILLION = 1_000_000;

    /** What the product takes where there is memory enough. */
    private static final int LARGE = 80_000_000;

    private static void put(VerdictCache cache, long inode, int epoch) {
        cache.put(cache.writes(1, inode), 1, inode, 3, 4, 5, epoch);
    }

    private static boolean knows(VerdictCache cache, long inode, int epoch) {
        return cache.contains(1, inode, 3, 4, 5, epoch);
    }

    private static long known(VerdictCache cache, long from, long to, int epoch) {
        return LongStream.range(from, to).filter(inode -> knows(cache, inode, epoch)).count();
    }

    @Test
    void only_the_very_same_identity_in_the_same_epoch_is_known() {
        VerdictCache cache = new VerdictCache(MILLION);
        cache.put(0, 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isTrue();
        assertThat(cache.contains(9, 2, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 9, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 9, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 9, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 9, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 5, 2)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 5, VerdictCache.whileUnwritten(1))).isFalse();
    }

    @Test
    void content_is_known_whatever_its_ctime_and_only_where_it_is_asked_for() {
        VerdictCache cache = new VerdictCache(MILLION);
        cache.put(0, 1, 2, 3, 4, 5, 1);
        cache.put(0, 1, 6, 3, 4, VerdictCache.CONTENT, VerdictCache.whileUnwritten(1));
        for (int inode : new int[] {2, 6}) {
            assertThat(cache.containsContent(new FileIdentity(1, inode, 3, 4, 9), 1)).isTrue();
            assertThat(cache.containsContent(new FileIdentity(1, inode, 9, 4, 5), 1)).isFalse();
            assertThat(cache.containsContent(new FileIdentity(1, inode, 3, 9, 5), 1)).isFalse();
            assertThat(cache.containsContent(new FileIdentity(1, inode, 3, 4, 5), 2)).isFalse();
        }
        assertThat(cache.contains(1, 6, 3, 4, 5, VerdictCache.whileUnwritten(1))).isFalse();
    }

    @Test
    void each_bit_of_each_number_counts() {
        VerdictCache cache = new VerdictCache(MILLION);
        cache.put(0, 0, 0, 0, 0, 0, 1);
        assertThat(cache.contains(0, 0, 0, 0, 0, 1)).isTrue();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long one = 1L << bit;
            assertThat(cache.contains(one, 0, 0, 0, 0, 1)).isFalse();
            assertThat(cache.contains(0, one, 0, 0, 0, 1)).isFalse();
            assertThat(cache.contains(0, 0, one, 0, 0, 1)).isFalse();
            assertThat(cache.contains(0, 0, 0, one, 0, 1)).isFalse();
            assertThat(cache.contains(0, 0, 0, 0, one, 1)).isFalse();
            assertThat(cache.contains(0, 0, 0, 0, 0, 1 ^ (int) (one | one >>> 32))).isFalse();
        }
    }

    @Test
    void what_lies_in_fresh_or_freed_memory_is_no_verdict() {
        VerdictCache cache = new VerdictCache(0);
        assertThat(cache.contains(0, 0, 0, 0, 0, 0)).isFalse();
        for (int inode = 1; inode < 1000; inode++) {
            put(cache, inode, 1);
        }
        assertThat(cache.contains(0, 0, 0, 0, 0, 0)).isFalse();
        cache.forget(1, 999);
        assertThat(knows(cache, 999, 1)).isFalse();
    }

    @Test
    void a_verdict_that_holds_while_nobody_writes_is_told_from_one_that_holds_always() {
        VerdictCache cache = new VerdictCache(MILLION);
        put(cache, 2, VerdictCache.whileUnwritten(7));
        assertThat(knows(cache, 2, 7)).isFalse();
        assertThat(knows(cache, 2, VerdictCache.whileUnwritten(7))).isTrue();
    }

    @Test
    void a_newer_verdict_on_a_file_replaces_the_older() {
        VerdictCache cache = new VerdictCache(MILLION);
        cache.put(0, 1, 2, 3, 4, 5, 1);
        cache.put(0, 1, 2, 3, 4, 6, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 6, 1)).isTrue();
        assertThat(cache.size()).isOne();
    }

    @Test
    void a_new_epoch_voids_all_and_the_next_verdicts_take_the_places_of_the_old() {
        VerdictCache cache = new VerdictCache(MILLION);
        for (long inode = 0; inode < 5000; inode++) {
            put(cache, inode, 1);
        }
        assertThat(known(cache, 0, 5000, 2)).isZero();
        for (long inode = 0; inode < 5000; inode++) {
            put(cache, inode, 2);
        }
        assertThat(known(cache, 0, 5000, 2)).isEqualTo(5000);
        assertThat(known(cache, 0, 5000, 1)).isZero();
        assertThat(cache.size()).isEqualTo(5000);
    }

    @Test
    void a_verdict_on_a_file_that_was_forgotten_meanwhile_is_not_kept() {
        VerdictCache cache = new VerdictCache(MILLION);
        int before = cache.writes(1, 2);
        cache.forget(1, 2);
        cache.put(before, 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isFalse();
        cache.put(cache.writes(1, 2), 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isTrue();
    }

    @Test
    void what_is_forgotten_leaves_the_others_and_makes_room() {
        VerdictCache cache = new VerdictCache(MILLION);
        for (long inode = 0; inode < 5000; inode++) {
            put(cache, inode, 1);
        }
        for (long inode = 0; inode < 5000; inode += 2) {
            cache.forget(1, inode);
        }
        for (long inode = 0; inode < 5000; inode++) {
            assertThat(knows(cache, inode, 1)).isEqualTo(inode % 2 == 1);
        }
        assertThat(cache.size()).isEqualTo(2500);
    }

    @Test
    void a_million_files_fit_into_eighty_megabytes() {
        AtomicLong bytes = new AtomicLong();
        VerdictCache cache =
                new VerdictCache(
                        LARGE,
                        size -> {
                            bytes.addAndGet(size);
                            return ByteBuffer.allocateDirect(size);
                        });
        for (long inode = 0; inode < 1000; inode++) {
            put(cache, inode, 1);
        }
        assertThat(bytes).hasValueLessThan(2_000_000);
        for (long inode = 1000; inode < MILLION; inode++) {
            put(cache, inode, 1);
        }
        assertThat(known(cache, 0, MILLION, 1)).isEqualTo(cache.size()).isGreaterThan(998_000);
        for (long inode = MILLION; inode < 4 * MILLION; inode++) {
            put(cache, inode, 1);
        }
        assertThat(bytes).hasValueLessThanOrEqualTo(LARGE);
        assertThat(cache.size()).isBetween((long) MILLION, LARGE / 48L);
    }

    @Test
    void any_bound_is_kept_and_well_used() {
        for (int bound : new int[] {100_000, 256_000, 1_000_000, 1_700_000, 5_555_555}) {
            AtomicLong bytes = new AtomicLong();
            VerdictCache cache =
                    new VerdictCache(
                            bound,
                            size -> {
                                bytes.addAndGet(size);
                                return ByteBuffer.allocateDirect(size);
                            });
            for (long inode = 0; inode < bound / 10; inode++) {
                put(cache, inode, 1);
            }
            assertThat(bytes).hasValueBetween(bound / 2L, (long) bound);
            assertThat(cache.size() * 48).isBetween(bound / 2L, (long) bound);
        }
    }

    @Test
    void files_that_are_seen_once_do_not_push_out_those_in_use() {
        VerdictCache cache = new VerdictCache(8_000_000);
        int hot = 10_000;
        for (long inode = 0; inode < hot; inode++) {
            put(cache, inode, 1);
        }
        for (int round = 0; round < 3; round++) {
            assertThat(known(cache, 0, hot, 1)).isGreaterThan(hot - 10);
        }
        // There is room for 160,000: twice as many and more pass by, and none in use is looked up.
        for (long inode = hot; inode < 400_000; inode++) {
            put(cache, inode, 1);
        }
        assertThat(known(cache, 0, hot, 1)).isGreaterThan(hot * 99L / 100);
        // As long as it is looked up now and then, it stays whatever comes.
        for (long inode = 400_000; inode < 5L * MILLION; inode++) {
            put(cache, inode, 1);
            if (inode % 100_000 == 0) {
                known(cache, 0, hot, 1);
            }
        }
        assertThat(known(cache, 0, hot, 1)).isGreaterThan(hot * 98L / 100);
    }

    @Test
    void what_is_in_use_no_more_makes_room_in_the_end() {
        VerdictCache cache = new VerdictCache(MILLION);
        for (long inode = 0; inode < 100_000; inode++) {
            put(cache, inode, 1);
            for (int look = 0; look < 9; look++) {
                knows(cache, inode, 1);
            }
        }
        for (long inode = 100_000; inode < 200_000; inode++) {
            put(cache, inode, 2);
        }
        assertThat(known(cache, 0, 100_000, 1)).isZero();
        assertThat(known(cache, 190_000, 200_000, 2)).isGreaterThan(9_000);
    }

    @Test
    void where_memory_ends_what_there_is_goes_on_to_be_used() {
        AtomicInteger asked = new AtomicInteger();
        VerdictCache cache =
                new VerdictCache(
                        LARGE,
                        size -> {
                            if (asked.incrementAndGet() > 100) {
                                throw new OutOfMemoryError("that was all");
                            }
                            return ByteBuffer.allocateDirect(size);
                        });
        for (long inode = 0; inode < 200_000; inode++) {
            put(cache, inode, 1);
            assertThat(inode > 1000 && !knows(cache, inode, 1)).isFalse();
        }
        assertThat(asked).hasValue(101);
        assertThat(cache.size()).isBetween(20_000L, 100_000L);
    }

    @Test
    void without_any_memory_nothing_is_known_and_nothing_fails() {
        VerdictCache cache =
                new VerdictCache(
                        LARGE,
                        size -> {
                            throw new OutOfMemoryError("there is none");
                        });
        put(cache, 2, 1);
        cache.forget(1, 2);
        put(cache, 2, 1);
        assertThat(knows(cache, 2, 1)).isFalse();
        assertThat(cache.size()).isZero();
    }

    @Test
    void a_look_up_makes_no_garbage() {
        VerdictCache cache = new VerdictCache(MILLION);
        for (long inode = 0; inode < 1000; inode++) {
            put(cache, inode, 1);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long found = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MILLION; i++) {
            found += knows(cache, i % 2000, 1) ? 1 : 0;
            if (i % 10 == 0) {
                cache.forget(1, 5000 + i % 2000);
            }
        }
        long garbage = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(found).isEqualTo(MILLION / 2);
        assertThat(garbage).isLessThan(1000);
    }
}
