/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void threads_and_memory_are_taken_from_what_clamd_says() {
        String reply =
                """
                POOLS: 1

                STATE: VALID PRIMARY
                THREADS: live 1  idle 0 max 12 idle-timeout 30
                QUEUE: 0 items
                \tSTATS 0.000005\s

                MEMSTATS: heap N/A mmap N/A pools 1 pools_used 1306.837M pools_total 1306.882M
                END""";
        assertThat(Statistics.parse(reply)).isEqualTo(new Statistics(12, "1306.837M"));
    }

    @Test
    void what_it_does_not_say_is_unknown() {
        assertThat(Statistics.parse("END")).isEqualTo(Statistics.UNKNOWN);
    }
}
