/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HorizonTest {
    private final Horizon horizon = new Horizon(100);

    @Test
    void while_nothing_is_open_all_is_settled_until_now() {
        assertThat(horizon.advance(200)).isEqualTo(200);
        assertThat(horizon.advance(201)).isEqualTo(201);
    }

    @Test
    void what_is_open_holds_it_at_a_time_before_that_came() {
        horizon.advance(200);
        Horizon.Page page = horizon.enter();
        assertThat(horizon.advance(300)).isEqualTo(200);
        assertThat(horizon.advance(400)).isEqualTo(200);
        page.leave();
        assertThat(horizon.advance(500)).isEqualTo(500);
    }

    @Test
    void what_comes_later_does_not_hold_it_for_ever() {
        horizon.advance(200);
        Horizon.Page first = horizon.enter();
        horizon.advance(300);
        Horizon.Page second = horizon.enter();
        first.leave();
        assertThat(horizon.advance(400)).isEqualTo(300);
        Horizon.Page third = horizon.enter();
        second.leave();
        assertThat(horizon.advance(500)).isEqualTo(400);
        third.leave();
    }

    @Test
    void what_goes_on_as_another_holds_it_until_that_is_settled() {
        horizon.advance(200);
        Horizon.Page page = horizon.enter();
        Horizon.Page later = page.retain();
        page.leave();
        assertThat(horizon.advance(300)).isEqualTo(200);
        later.leave();
        assertThat(horizon.advance(400)).isEqualTo(400);
    }

    @Test
    void it_follows_a_clock_that_is_set_back() {
        horizon.advance(200);
        horizon.enter();
        assertThat(horizon.advance(150)).isEqualTo(150);
    }

    @Test
    void a_loss_is_told_once() {
        assertThat(horizon.takeLoss()).isFalse();
        horizon.lose();
        assertThat(horizon.takeLoss()).isTrue();
        assertThat(horizon.takeLoss()).isFalse();
    }
}
