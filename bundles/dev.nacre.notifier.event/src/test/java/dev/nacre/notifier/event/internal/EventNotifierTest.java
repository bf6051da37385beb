/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Topics;
import dev.nacre.api.notify.Weakening;
import dev.nacre.itests.support.receiver.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class EventNotifierTest {

    private final List<Event> posted = new ArrayList<>();
    private final EventNotifier notifier =
            new EventNotifier(
                    new EventAdmin() {
                        @Override
                        public void postEvent(Event event) {
                            posted.add(event);
                        }

                        @Override
                        public void sendEvent(Event event) {
                            throw new AssertionError("it would wait for who listens");
                        }
                    });

    private Event only(String topic) {
        assertThat(posted).hasSize(1);
        Event event = posted.get(0);
        assertThat(event.getTopic()).isEqualTo(topic);
        assertThat(event.getProperty("timestamp")).isEqualTo(Told.TIME.toEpochMilli());
        return event;
    }

    private static Detection detection(Optional<Accessor> process, BytePath path) {
        return Told.detection("d1", path, process, Outcome.QUARANTINED);
    }

    @Test
    void a_detection_is_posted_with_all_that_is_known() {
        Detection detection =
                detection(Told.process("/bin/cat", "cat", 7), BytePath.parse("/a\\xff"));
        notifier.detected(detection);
        Event event = only(Topics.DETECTION);
        assertThat(event.getProperty("detection")).isSameAs(detection);
        assertThat(event.getProperty("path")).isEqualTo("/a\\xff");
        assertThat(event.getProperty("access")).isEqualTo("open");
        assertThat(event.getProperty("outcome")).isEqualTo("quarantined");
        assertThat(event.getProperty("denied")).isEqualTo(true);
        assertThat(event.getProperty("quarantineId")).isEqualTo("k3f9");
        assertThat(event.getProperty("pid")).isEqualTo(12);
        assertThat(event.getProperty("uid")).isEqualTo(7);
        assertThat(event.getProperty("executable")).isEqualTo("/bin/cat");
        assertThat(event.containsProperty("failure")).isFalse();
    }

    @Test
    void what_is_not_known_of_a_detection_is_left_out() {
        notifier.detected(detection(Optional.empty(), null));
        assertThat(only(Topics.DETECTION).getPropertyNames())
                .doesNotContain("path", "pid", "uid", "executable", "command", "failure");
    }

    @Test
    void a_change_of_health_is_posted() {
        notifier.healthChanged(
                new HealthChange(
                        Told.TIME,
                        Health.HEALTHY,
                        Health.DOWN,
                        List.of(new Finding("scanner", Health.DOWN, "is gone"))));
        Event event = only(Topics.HEALTH);
        assertThat(event.getProperty("before")).isEqualTo("healthy");
        assertThat(event.getProperty("now")).isEqualTo("down");
        assertThat((String[]) event.getProperty("findings")).containsExactly("scanner: is gone");
    }

    @Test
    void a_change_of_the_policy_is_posted() {
        Weakening weakening = new Weakening("p", "onError", "deny", "allow", Optional.empty());
        notifier.policyChanged(new PolicyChange(Told.TIME, 3, List.of(weakening)));
        Event event = only(Topics.POLICY);
        assertThat(event.getProperty("generation")).isEqualTo(3L);
        assertThat((String[]) event.getProperty("weaker"))
                .containsExactly("p: onError: deny -> allow");
    }
}
