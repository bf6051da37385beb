/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final BackOff backOff = new BackOff(Rhythm.NORMAL, new Random(7));

    @Test
    void attempts_that_fail_come_ever_later_up_to_a_bound() {
        long expected = SECOND / 4;
        for (int i = 0; i < 40; i++) {
            backOff.failed(0);
            assertThat(backOff.remaining(0)).isBetween(expected * 3 / 4, expected * 5 / 4);
            expected = Math.min(expected * 2, 5 * SECOND);
        }
    }

    @Test
    void a_connection_that_breaks_is_replaced_at_once_but_not_over_and_over() {
        backOff.connected(0);
        backOff.broke(SECOND);
        assertThat(backOff.remaining(SECOND)).isZero();
        backOff.connected(SECOND);
        backOff.broke(2 * SECOND);
        assertThat(backOff.remaining(2 * SECOND)).isPositive();
        backOff.connected(3 * SECOND);
        backOff.broke(9 * SECOND);
        assertThat(backOff.remaining(9 * SECOND)).isZero();
    }

    @Test
    void connections_that_break_together_count_once() {
        backOff.connected(0);
        backOff.broke(SECOND);
        backOff.broke(SECOND);
        backOff.broke(SECOND);
        assertThat(backOff.remaining(SECOND)).isZero();
    }
}
