/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Throttle throttle = new Throttle(now::get);

    @Test
    void three_wrong_passwords_are_free_and_then_each_wait_doubles_up_to_a_minute() {
        failThreeTimes("a", "admin");

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(throttle.begin("a", "admin")).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(throttle.begin("a", "admin")).isEqualTo(Duration.ofMillis(1));
            pass(Duration.ofMillis(1));
            assertThat(throttle.begin("a", "admin")).isZero();
        }
    }

    @Test
    void the_wait_begins_when_the_password_turns_out_wrong() {
        failThreeTimes("a", "admin");
        pass(Duration.ofSeconds(5));
        throttle.failed("a", "admin");

        assertThat(throttle.begin("a", "admin")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_try_that_came_too_early_makes_the_wait_no_longer() {
        failThreeTimes("a", "admin");

        for (int i = 0; i < 50; i++) {
            assertThat(throttle.begin("a", "admin")).isPositive();
        }
        pass(Duration.ofSeconds(1));

        assertThat(throttle.begin("a", "admin")).isZero();
    }

    @Test
    void the_right_password_starts_anew() {
        failThreeTimes("a", "admin");
        pass(Duration.ofSeconds(1));
        assertThat(throttle.begin("a", "admin")).isZero();
        throttle.succeeded("a", "admin");

        failThreeTimes("a", "admin");
    }

    @Test
    void another_address_does_not_help_with_the_same_user() {
        failThreeTimes("a", "admin");

        assertThat(throttle.begin("b", "admin")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void another_user_does_not_help_from_the_same_address() {
        failThreeTimes("a", "root");

        assertThat(throttle.begin("a", "admin")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void guessing_at_users_that_do_not_exist_does_not_lock_out_the_one_who_does() {
        failThreeTimes("a", "root");

        assertThat(throttle.begin("b", "admin")).isZero();
    }

    @Test
    void many_tries_at_once_gain_nothing() {
        int begun = 0;
        for (int i = 0; i < 100; i++) {
            begun += throttle.begin("a", "admin").isZero() ? 1 : 0;
        }

        assertThat(begun).isEqualTo(3);
    }

    @Test
    void failures_are_forgotten_after_a_quarter_of_an_hour() {
        failThreeTimes("a", "admin");
        pass(Duration.ofMinutes(15).plusSeconds(1));

        failThreeTimes("a", "admin");
    }

    private void failThreeTimes(String address, String user) {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.begin(address, user)).isZero();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
