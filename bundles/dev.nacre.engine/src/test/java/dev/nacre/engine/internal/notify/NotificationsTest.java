/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NotificationsTest {
    @TempDir private Path folder;
    private final Notifications notifications = new Notifications();
    private final BlockingQueue<Health> told = new LinkedBlockingQueue<>();

    private final Notifier attentive =
            new Notifier() {
                @Override
                public void detected(Detection detection) {}

                @Override
                public void healthChanged(HealthChange change) {
                    told.add(change.now());
                    if (change.now() == Health.DOWN) {
                        throw new IllegalStateException("refuses bad news");
                    }
                }
            };

    private static HealthChange change(Health now) {
        return new HealthChange(Instant.EPOCH, Health.HEALTHY, now, List.of());
    }

    @Test
    void a_notifier_that_throws_is_told_of_the_next() throws Exception {
        notifications.add("attentive", attentive);
        notifications.tell(change(Health.DOWN));
        notifications.tell(change(Health.DEGRADED));
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(Health.DOWN);
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(Health.DEGRADED);
        notifications.remove(attentive);
    }

    @Test
    void one_that_never_returns_loses_its_own_and_nobody_elses() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Notifier stuck =
                new Notifier() {
                    @Override
                    public void detected(Detection detection) {}

                    @Override
                    public void healthChanged(HealthChange change) throws Exception {
                        never.await();
                    }
                };
        notifications.add("stuck", stuck);
        notifications.add("attentive", attentive);
        for (int i = 0; i < 1500; i++) {
            notifications.tell(change(Health.DEGRADED));
            assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(notifications.dropped()).containsOnlyKeys("stuck");
        assertThat(notifications.dropped().get("stuck")).isBetween(499L, 500L);
        never.countDown();
        notifications.remove(stuck);
        notifications.remove(attentive);
    }

    @Test
    void one_that_the_host_ended_in_twice_is_told_no_more_until_it_is_replaced() throws Exception {
        for (int i = 0; i < 2; i++) {
            new Ends(folder).begin("attentive a change of health");
        }
        Notifications next = new Notifications(new Ends(folder));
        next.add("attentive", attentive);
        next.tell(change(Health.DEGRADED));
        while (next.dropped().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(told).isEmpty();
        assertThat(next.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.subject()).isEqualTo("notifier attentive");
                            assertThat(finding.message()).contains("2 times", "told of none");
                        });

        next.remove(attentive);
        next.add("attentive", attentive);
        next.tell(change(Health.DEGRADED));

        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(Health.DEGRADED);
        next.remove(attentive);
        assertThat(new Ends(folder).of("attentive a change of health")).isZero();
    }

    @Test
    void what_is_in_the_queue_is_told_before_the_end() {
        notifications.add("attentive", attentive);
        for (int i = 0; i < 100; i++) {
            notifications.tell(change(Health.DEGRADED));
        }
        notifications.remove(attentive);
        assertThat(told).hasSize(100);
    }

    private static Detection detection(int number) {
        return new Detection(
                "d" + number,
                Instant.EPOCH,
                BytePath.of("/f" + number),
                "Some-Signature",
                "scanner",
                "watch",
                AccessKind.ARRIVE,
                Optional.empty(),
                false,
                Outcome.QUARANTINED,
                Optional.of("q" + number),
                Optional.empty());
    }

    private static Notifier telling(Collection<String> ids) {
        return detection -> ids.add(detection.id());
    }

    @Test
    void what_is_detected_before_there_is_a_notifier_is_told_to_the_first() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Notifier log = telling(first);
        Notifier mail = telling(second);
        notifications.tell(detection(1));
        notifications.tell(detection(2));
        notifications.add("log", log);
        notifications.add("mail", mail);
        notifications.tell(detection(3));
        notifications.remove(log);
        notifications.remove(mail);
        assertThat(first).containsExactly("d1", "d2", "d3");
        assertThat(second).containsExactly("d3");
    }

    @Test
    void what_nobody_was_there_for_is_kept_up_to_a_bound_and_counted_beyond() {
        List<String> ids = new ArrayList<>();
        Notifier log = telling(ids);
        for (int i = 0; i < 1003; i++) {
            notifications.tell(detection(i));
        }
        assertThat(notifications.dropped()).containsExactly(Map.entry("nobody", 3L));
        notifications.add("log", log);
        notifications.remove(log);
        assertThat(ids).hasSize(1000).startsWith("d3").endsWith("d1002");
    }
}
