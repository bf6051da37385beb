/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.HealthMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Step by step, with a clock of the test's own. */
class DeliveryTest {
    @interface Config {
        String[] events() default {"detection", "health"};

        String minSeverity() default "info";

        int burst() default 0;

        String interval() default "10m";

        int queue() default 1000;

        String retryFor() default "15m";
    }

    private final Postbox postbox = new Postbox();
    private long now;
    private Delivery delivery = delivery(Map.of());

    private Delivery delivery(Map<String, Object> settings) {
        return new Delivery(
                Config.class, named(settings), given -> postbox, () -> now, () -> 0.999999);
    }

    private static Map<String, Object> named(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("service.pid", "dev.nacre.notifier.postbox~ops");
        return properties;
    }

    private void found(int from, int to) {
        for (int i = from; i <= to; i++) {
            delivery.tell(EventKind.DETECTION, new DetectionMessage(Told.detection("/srv/" + i)));
        }
    }

    private void becomes(Health before, Health now) {
        delivery.tell(
                EventKind.HEALTH,
                new HealthMessage(new HealthChange(Told.TIME, before, now, List.of())));
    }

    /** Does what is to be done now. */
    private long work() throws InterruptedException {
        long pause = 0;
        while (pause == 0) {
            pause = delivery.step();
        }
        return pause;
    }

    /** Lets time go on, step by step, as the thread would. */
    private void pass(Duration time) throws InterruptedException {
        long end = now + time.toNanos();
        for (long pause = work(); pause <= end - now; pause = work()) {
            now += pause;
        }
        now = end;
    }

    private static String infected(int number) {
        return "INFECTED /srv/" + number + ": Eicar-Signature";
    }

    @Test
    void messages_arrive_in_their_order_and_are_counted() throws Exception {
        found(1, 3);
        becomes(Health.HEALTHY, Health.DEGRADED);
        assertThat(work()).isEqualTo(Long.MAX_VALUE);
        assertThat(postbox.arrived)
                .containsExactly(
                        infected(1), infected(2), infected(3), "health: healthy -> degraded");
        assertThat(delivery.deliveries().sent()).isEqualTo(4);
        assertThat(delivery.deliveries().lost()).isEmpty();
        assertThat(delivery.findings()).isEmpty();
    }

    @Test
    void a_receiver_that_is_away_is_asked_again_after_pauses_that_grow_to_a_minute()
            throws Exception {
        postbox.away = true;
        found(1, 1);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            long pause = work();
            assertThat(Math.round(pause / 1e9)).isEqualTo(seconds);
            now += pause - 1;
            assertThat(delivery.step()).isEqualTo(1);
            now++;
        }
        assertThat(postbox.attempts).isEqualTo(8);
    }

    @Test
    void the_pauses_differ_from_one_notifier_to_the_next() {
        Backoff early = new Backoff(() -> 0);
        Backoff late = new Backoff(() -> 0.999999);
        assertThat(early.next()).isEqualTo(Backoff.SHORTEST / 2);
        assertThat(late.next()).isBetween(Backoff.SHORTEST - 9999, Backoff.SHORTEST);
    }

    @Test
    void nothing_is_lost_while_the_receiver_is_away_and_health_says_so_until_it_is_back()
            throws Exception {
        postbox.away = true;
        found(1, 500);
        pass(Duration.ofMinutes(10));
        assertThat(delivery.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.subject()).isEqualTo("notifier ops");
                            assertThat(finding.health()).isEqualTo(Health.DEGRADED);
                            assertThat(finding.message())
                                    .startsWith("Connection refused")
                                    .contains("nacre notify test ops", "(500 messages wait)");
                        });
        assertThat(postbox.attempts).isLessThan(20);
        postbox.away = false;
        pass(Duration.ofMinutes(2));
        assertThat(postbox.arrived).hasSize(500).startsWith(infected(1)).endsWith(infected(500));
        assertThat(delivery.deliveries().lost()).isEmpty();
        assertThat(delivery.findings()).isEmpty();
    }

    @Test
    void what_does_not_fit_is_counted_by_reason_and_told_in_one() throws Exception {
        delivery = delivery(Map.of("queue", 10));
        postbox.away = true;
        found(1, 1214);
        work();
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("queue-full", 1204L));
        assertThat(delivery.deliveries().waiting()).isEqualTo(1214);
        assertThat(delivery.findings())
                .extracting(Finding::message)
                .anyMatch(m -> m.contains("The queue is full"));
        postbox.away = false;
        pass(Duration.ofMinutes(10));
        assertThat(postbox.arrived).hasSize(11).endsWith("and 1,204 more detections");
        assertThat(delivery.deliveries().waiting()).isZero();
    }

    @Test
    void what_grows_too_old_is_given_up_counted_and_told_in_one() throws Exception {
        postbox.away = true;
        found(1, 30);
        pass(Duration.ofMinutes(17));
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("given-up", 30L));
        found(31, 31);
        pass(Duration.ofMinutes(40));
        postbox.away = false;
        pass(Duration.ofMinutes(30));
        assertThat(postbox.arrived).containsExactly("and 31 more detections");
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("given-up", 31L));
        assertThat(delivery.findings()).isEmpty();
    }

    @Test
    void a_flood_is_told_one_by_one_for_a_burst_and_then_in_one_each_interval() throws Exception {
        delivery = delivery(Map.of("burst", 3));
        found(1, 1207);
        pass(Duration.ofMinutes(9));
        assertThat(postbox.arrived).containsExactly(infected(1), infected(2), infected(3));
        pass(Duration.ofMinutes(2));
        assertThat(postbox.arrived).hasSize(4).endsWith("and 1,204 more detections");
        found(1, 4);
        pass(Duration.ofMinutes(11));
        assertThat(postbox.arrived).hasSize(8).endsWith("and 1 more detection");
        assertThat(delivery.deliveries().lost()).isEmpty();
    }

    @Test
    void few_messages_are_never_held_back() throws Exception {
        delivery = delivery(Map.of("burst", 3));
        for (int i = 1; i <= 20; i++) {
            found(i, i);
            pass(Duration.ofMinutes(5));
            assertThat(postbox.arrived).hasSize(i);
        }
    }

    @Test
    void a_flood_of_detections_hides_no_change_of_health() throws Exception {
        delivery = delivery(Map.of("burst", 1));
        found(1, 100);
        becomes(Health.HEALTHY, Health.DOWN);
        work();
        assertThat(postbox.arrived).containsExactly(infected(1), "health: healthy -> down");
    }

    @Test
    void what_is_refused_for_good_is_not_tried_again_and_keeps_nobody_waiting() throws Exception {
        postbox.unwilling = true;
        found(1, 2);
        work();
        assertThat(postbox.attempts).isEqualTo(2);
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("refused", 2L));
        assertThat(delivery.findings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("no such mailbox");
        postbox.unwilling = false;
        found(3, 3);
        work();
        assertThat(postbox.arrived).containsExactly(infected(3));
        assertThat(delivery.findings()).isEmpty();
    }

    @Test
    void only_what_is_wanted_is_told() throws Exception {
        delivery = delivery(Map.of("events", "detection", "minSeverity", "critical"));
        found(1, 1);
        becomes(Health.HEALTHY, Health.DOWN);
        delivery.tell(
                EventKind.DETECTION,
                new DetectionMessage(Told.detection("d1", null, Optional.empty(), Outcome.FAILED)));
        work();
        assertThat(postbox.arrived)
                .containsExactly("INFECTED a file without a name: Eicar-Signature");
    }

    @Test
    void a_test_goes_past_all_that_waits_says_what_came_of_it_and_has_them_sent() throws Exception {
        postbox.away = true;
        found(1, 1);
        work();
        assertThatThrownBy(delivery::test).hasMessage("Connection refused");
        postbox.away = false;
        assertThat(delivery.test()).isEqualTo("taken");
        assertThat(delivery.findings()).isEmpty();
        work();
        assertThat(postbox.arrived).containsExactly("a test of the notifier ops", infected(1));
    }

    @Test
    void a_new_configuration_is_in_force_at_once_and_loses_nothing() throws Exception {
        found(1, 1);
        work();
        postbox.away = true;
        found(2, 2);
        work();
        delivery.update(named(Map.of("events", "birthday")));
        assertThat(delivery.findings()).hasSize(2);
        assertThat(postbox.closed).isFalse();
        postbox.away = false;
        delivery.update(named(Map.of("events", "health")));
        found(3, 3);
        work();
        assertThat(postbox.arrived).containsExactly(infected(1), infected(2));
        assertThat(delivery.findings()).isEmpty();
    }

    @Test
    void a_wrong_configuration_is_refused_as_a_whole() {
        assertThatThrownBy(
                        () ->
                                delivery(
                                        Map.of(
                                                "minSeverity", "loud",
                                                "burst", -1,
                                                "interval", "0s",
                                                "queue", 0,
                                                "retryFor", "forever")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("minSeverity")
                .hasMessageContaining("burst")
                .hasMessageContaining("interval")
                .hasMessageContaining("queue")
                .hasMessageContaining("retryFor");
    }
}
