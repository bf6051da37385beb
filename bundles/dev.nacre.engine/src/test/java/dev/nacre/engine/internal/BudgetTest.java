/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void verdicts_take_a_sixteenth_of_a_small_machine_and_eighty_megabytes_of_a_large_one() {
        assertThat(Budget.verdictBytes(1_000_000_000)).isEqualTo(62_500_000);
        assertThat(Budget.verdictBytes(64_000_000_000L)).isEqualTo(80_000_000);
    }

    @Test
    void verdicts_take_little_where_memory_is_small_or_unknown() {
        assertThat(Budget.verdictBytes(1_000_000)).isEqualTo(1_000_000);
        assertThat(Budget.verdictBytes(0)).isEqualTo(1_000_000);
    }

    @Test
    void events_take_most_descriptors_and_never_all() {
        assertThat(Budget.events(1024)).isEqualTo(384);
        assertThat(Budget.events(20_000)).isBetween(10_000, 18_000);
        assertThat(Budget.events(1_000_000)).isEqualTo(16_384);
    }

    @Test
    void this_machine_tells_how_much_memory_it_has() {
        assertThat(Budget.verdictBytes()).isBetween(1_000_001L, 80_000_000L);
    }
}
