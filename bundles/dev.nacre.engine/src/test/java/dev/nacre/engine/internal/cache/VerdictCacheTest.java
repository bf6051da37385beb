/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    @Test
    void only_the_very_same_identity_in_the_same_epoch_is_known() {
        VerdictCache cache = new VerdictCache(1000);
        cache.put(0, 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isTrue();
        assertThat(cache.contains(9, 2, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 9, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 9, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 9, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 9, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 5, 2)).isFalse();
    }

    @Test
    void a_newer_verdict_on_a_file_replaces_the_older() {
        VerdictCache cache = new VerdictCache(1000);
        cache.put(0, 1, 2, 3, 4, 5, 1);
        cache.put(0, 1, 2, 3, 4, 6, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isFalse();
        assertThat(cache.contains(1, 2, 3, 4, 6, 1)).isTrue();
        assertThat(cache.size()).isOne();
    }

    @Test
    void a_verdict_on_a_file_that_was_forgotten_meanwhile_is_not_kept() {
        VerdictCache cache = new VerdictCache(1000);
        int before = cache.writes(1, 2);
        cache.forget(1, 2);
        cache.put(before, 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isFalse();
        cache.put(cache.writes(1, 2), 1, 2, 3, 4, 5, 1);
        assertThat(cache.contains(1, 2, 3, 4, 5, 1)).isTrue();
    }

    @Test
    void as_many_as_it_may_keep_are_kept_and_no_more() {
        VerdictCache cache = new VerdictCache(64_000);
        for (long inode = 0; inode < 40_000; inode++) {
            cache.put(0, 1, inode, 3, 4, 5, 1);
        }
        for (long inode = 0; inode < 40_000; inode++) {
            assertThat(cache.contains(1, inode, 3, 4, 5, 1)).isTrue();
        }
        for (long inode = 40_000; inode < 400_000; inode++) {
            cache.put(0, 1, inode, 3, 4, 5, 1);
        }
        assertThat(cache.size()).isLessThanOrEqualTo(64_000);
        cache.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    void readers_among_writers_never_see_a_verdict_that_was_not_given() throws Exception {
        VerdictCache cache = new VerdictCache(100_000);
        AtomicBoolean wrong = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread reader =
                    new Thread(
                            () -> {
                                for (long n = 0; !ended.get(); n++) {
                                    // Written are pairs with size == changed only.
                                    if (cache.contains(1, n % 500, n, 4, n + 1, 1)) {
                                        wrong.set(true);
                                    }
                                }
                            });
            readers.add(reader);
            reader.start();
        }
        for (long n = 0; n < 2_000_000; n++) {
            cache.put(0, 1, n % 500, n, 4, n, 1);
        }
        ended.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).isFalse();
    }
}
