/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatTest {
    @Test
    void a_file_that_is_written_does_not_come_up_again_soon() {
        Heat heat = new Heat();
        heat.rises(1, 2);
        heat.cool(1, 2);
        int rises = 0;
        for (int i = 0; i < 100; i++) {
            rises += heat.rises(1, 2) ? 1 : 0;
        }
        // unless a minute has just ended
        assertThat(rises).isZero();
    }

    @Test
    void a_file_comes_up_the_third_time_and_at_each_doubling_and_others_do_not() {
        Heat heat = new Heat();
        int rises = 0;
        for (int i = 1; i <= 200_000; i++) {
            rises += heat.rises(1, 2) ? 1 : 0;
        }
        // 3, 6, 12 ... 49152, unless a minute has just ended
        assertThat(rises).isBetween(15, 30);
        assertThat(heat.rises(1, 3)).isFalse();
    }
}
