/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final BytePath HOME = BytePath.of("/home");
    private static final BytePath ANN = BytePath.of("/home/ann");
    private static final BytePath SRV = BytePath.of("/srv");

    private static Moments after(Map<BytePath, Long> recorded) {
        return new Moments(recorded);
    }

    @Test
    void a_folder_that_was_never_guarded_begins_now() {
        Moments moments = after(Map.of());
        assertThat(moments.see(List.of(HOME), 100, false, false)).isTrue();
        assertThat(moments.take()).isEmpty();
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 100L));
        assertThat(moments.see(List.of(HOME), 200, false, false)).isFalse();
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 200L));
    }

    @Test
    void the_moment_stands_until_the_gap_before_is_closed() {
        Moments moments = after(Map.of(HOME, 100L));
        moments.see(List.of(HOME), 200, false, false);
        List<Gap> gaps = moments.take();
        assertThat(gaps).containsExactly(new Gap(HOME, 100));
        assertThat(moments.take()).isEmpty();
        moments.see(List.of(HOME), 300, false, false);
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 100L));
        moments.giveBack(gaps, true);
        moments.see(List.of(HOME), 400, false, false);
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 400L));
        assertThat(moments.hasGaps()).isFalse();
    }

    @Test
    void a_gap_that_could_not_be_closed_is_there_again() {
        Moments moments = after(Map.of(HOME, 100L));
        moments.see(List.of(HOME), 200, false, false);
        moments.giveBack(moments.take(), false);
        assertThat(moments.take()).containsExactly(new Gap(HOME, 100));
    }

    @Test
    void a_loss_opens_a_gap_since_all_was_seen_last_and_another_one_while_it_is_being_closed() {
        Moments moments = after(Map.of());
        moments.see(List.of(HOME), 100, false, false);
        moments.see(List.of(HOME), 200, true, false);
        List<Gap> first = moments.take();
        assertThat(first).containsExactly(new Gap(HOME, 100));
        moments.see(List.of(HOME), 300, true, false);
        moments.giveBack(first, true);
        moments.see(List.of(HOME), 400, false, false);
        assertThat(moments.take()).containsExactly(new Gap(HOME, 200));
    }

    @Test
    void where_not_all_is_reported_time_goes_on_with_each_gap_that_is_closed() {
        Moments moments = after(Map.of());
        moments.see(List.of(HOME), 100, false, false);
        moments.see(List.of(HOME), 200, true, true);
        List<Gap> first = moments.take();
        assertThat(first).containsExactly(new Gap(HOME, 100));
        moments.giveBack(first, true);
        moments.see(List.of(HOME), 300, false, true);
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 200L));
        moments.see(List.of(HOME), 400, true, true);
        List<Gap> second = moments.take();
        assertThat(second).containsExactly(new Gap(HOME, 200));
        moments.giveBack(second, false);
        assertThat(moments.take()).containsExactly(new Gap(HOME, 200));
    }

    @Test
    void a_folder_that_is_not_guarded_for_a_while_has_a_gap() {
        Moments moments = after(Map.of());
        moments.see(List.of(HOME, SRV), 100, false, false);
        moments.see(List.of(HOME), 200, false, false);
        moments.see(List.of(HOME), 300, false, false);
        assertThat(moments.hasGaps()).isFalse();
        moments.see(List.of(HOME, SRV), 400, false, false);
        assertThat(moments.take()).containsExactly(new Gap(SRV, 100));
    }

    @Test
    void a_part_of_what_was_guarded_goes_on_from_there() {
        Moments moments = after(Map.of(HOME, 100L));
        moments.see(List.of(ANN), 200, false, false);
        assertThat(moments.take()).containsExactly(new Gap(ANN, 100));
    }

    @Test
    void of_a_wider_folder_the_part_that_was_guarded_has_a_gap() {
        Moments moments = after(Map.of(ANN, 100L));
        moments.see(List.of(HOME), 200, false, false);
        List<Gap> gaps = moments.take();
        assertThat(gaps).containsExactly(new Gap(ANN, 100));
        moments.giveBack(gaps, true);
        moments.see(List.of(HOME), 300, false, false);
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 300L));
    }

    @Test
    void a_watch_within_another_has_no_gap_of_its_own() {
        Moments moments = after(Map.of());
        moments.see(List.of(HOME), 100, false, false);
        moments.see(List.of(HOME, ANN), 200, false, false);
        assertThat(moments.hasGaps()).isFalse();
        assertThat(moments.recorded()).isEqualTo(Map.of(HOME, 200L, ANN, 200L));
    }

    @Test
    void when_the_clock_is_set_back_the_earlier_time_counts() {
        Moments moments = after(Map.of(HOME, 100L));
        moments.see(List.of(HOME), 50, false, false);
        assertThat(moments.take()).containsExactly(new Gap(HOME, 50));
        Moments closed = after(Map.of());
        closed.see(List.of(HOME), 100, false, false);
        closed.see(List.of(HOME), 50, false, false);
        assertThat(closed.recorded()).isEqualTo(Map.of(HOME, 50L));
    }

    @Test
    void folders_that_come_and_go_do_not_pile_up() {
        Map<BytePath, Long> many = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            many.put(BytePath.of("/media/" + i), (long) i);
        }
        Moments moments = after(many);
        moments.see(List.of(HOME), 5000, false, false);
        assertThat(moments.recorded())
                .hasSize(1000)
                .containsKeys(HOME, BytePath.of("/media/2999"))
                .doesNotContainKey(BytePath.of("/media/0"));
    }
}
