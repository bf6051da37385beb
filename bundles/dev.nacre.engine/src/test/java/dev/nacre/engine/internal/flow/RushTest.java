/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RushTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rush rush = new Rush();
    private final long start = System.nanoTime();

    /** So many files in the second that begins then; returns whether the last came in a rush. */
    private boolean written(int files, int second) {
        boolean rushes = false;
        for (int i = 0; i < files; i++) {
            rushes = rush.counts(start + second * SECOND + i);
        }
        return rushes;
    }

    @Test
    void a_few_files_are_no_rush_however_long_they_come() {
        for (int second = 0; second < 20; second++) {
            assertThat(written(Rush.FEW, second)).isFalse();
        }
    }

    @Test
    void many_are_and_it_is_over_a_second_or_two_after_the_last() {
        assertThat(written(Rush.FEW + 1, 0)).isTrue();
        assertThat(rush.goesOn(start + SECOND / 2)).isTrue();
        assertThat(rush.goesOn(start + 3 * SECOND)).isFalse();
    }

    @Test
    void what_goes_on_is_no_rush_any_more_until_it_has_stopped() {
        for (int second = 0; second < 10; second++) {
            assertThat(written(100, second)).as("second %d", second).isTrue();
        }
        for (int second = 11; second < 20; second++) {
            written(100, second - 1);
            assertThat(written(100, second)).as("second %d", second).isFalse();
        }
        assertThat(written(1, 25)).isFalse();
        assertThat(written(100, 26)).isTrue();
    }
}
