/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import dev.nacre.shell.internal.verb.NamedNotifier;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifyVerbTest {
    private final Screen screen = new Screen();

    /** One that counts, tests, and is in trouble or not. */
    private static final class Counting implements Notifier, HealthContributor {
        private final Exception trouble;

        Counting(Exception trouble) {
            this.trouble = trouble;
        }

        @Override
        public void detected(Detection detection) {}

        @Override
        public String test() throws Exception {
            if (trouble != null) {
                throw trouble;
            }
            return "202 Accepted";
        }

        @Override
        public Optional<Deliveries> deliveries() {
            return Optional.of(new Deliveries(1204, 3, 2, Map.of("refused", 7L, "ended", 1L)));
        }

        @Override
        public List<Finding> findings() {
            return trouble == null
                    ? List.of()
                    : List.of(new Finding("notifier", Health.DEGRADED, trouble.getMessage()));
        }
    }

    private void add(String pid, Notifier notifier) {
        screen.host.notifiers.add(NamedNotifier.of(Map.of("service.pid", pid), notifier));
    }

    @BeforeEach
    void some_notifiers() {
        add("dev.nacre.notifier.webhook~ops", new Counting(null));
        add("dev.nacre.notifier.mail~boss", new Counting(new IOException("no such host")));
        screen.host.notifiers.add(
                NamedNotifier.of(
                        Map.of("component.name", "org.example.Pager", Notifier.NAME, "pager"),
                        detection -> {}));
    }

    @Test
    void the_list_shows_who_is_told_and_what_became_of_it() throws Exception {
        assertThat(screen.run("notify", "list")).isZero();
        assertThat(screen.out())
                .isEqualTo(
                        """
                        NOTIFIER  KIND     SENT   FAILED  WAITING  LOST
                        boss      mail     1,204  3       2        1 ended, 7 refused
                        ops       webhook  1,204  3       2        1 ended, 7 refused
                        pager     Pager    -      -       -        -
                        boss: no such host
                        """);
    }

    @Test
    void machines_read_the_list() throws Exception {
        assertThat(screen.run("notify", "list", "--json")).isZero();
        JsonObject boss = screen.json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(boss.keySet())
                .containsExactly("name", "kind", "sent", "failed", "waiting", "lost", "findings");
        assertThat(boss.get("name").getAsString()).isEqualTo("boss");
        assertThat(boss.get("kind").getAsString()).isEqualTo("mail");
        assertThat(boss.getAsJsonObject("lost").get("refused").getAsLong()).isEqualTo(7);
    }

    @Test
    void nobody_to_tell_is_said() throws Exception {
        screen.host.notifiers.clear();
        assertThat(screen.run("notify", "list")).isZero();
        assertThat(screen.out()).isEqualTo("There is no notifier: nobody is told.\n");
    }

    @Test
    void a_test_says_what_the_receiver_answered() throws Exception {
        assertThat(screen.run("notify", "test", "ops")).isZero();
        assertThat(screen.out()).isEqualTo("ops: delivered: 202 Accepted\n");
    }

    @Test
    void a_test_that_does_not_arrive_says_why() throws Exception {
        assertThat(screen.run("notify", "test", "ops", "boss", "pager")).isEqualTo(2);
        assertThat(screen.out())
                .isEqualTo(
                        "ops: delivered: 202 Accepted\n"
                                + "boss: not delivered: no such host\n"
                                + "pager: not delivered: this notifier has no test\n");
    }

    @Test
    void machines_read_what_came_of_a_test() throws Exception {
        assertThat(screen.run("notify", "test", "--json", "boss")).isEqualTo(2);
        JsonObject result = screen.json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(result.get("delivered").getAsBoolean()).isFalse();
        assertThat(result.get("answer").getAsString()).isEqualTo("no such host");
    }

    @Test
    void one_that_is_not_there_is_named_with_those_that_are() throws Exception {
        assertThat(screen.run("notify", "test", "opps")).isEqualTo(2);
        assertThat(screen.err())
                .contains("there is no notifier opps; there are: ops, boss, pager.");
    }

    @Test
    void a_caller_that_goes_away_ends_the_test() {
        add("dev.nacre.notifier.slow~slow", new Counting(new InterruptedException()));
        assertThatThrownBy(() -> screen.run("notify", "test", "slow"))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void it_wants_to_know_what_to_do() throws Exception {
        assertThat(screen.run("notify")).isEqualTo(64);
        assertThat(screen.run("notify", "test")).isEqualTo(64);
        assertThat(screen.run("notify", "list", "ops")).isEqualTo(64);
    }
}
