/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.config.internal.files.FakeConfigAdmin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleConfigurationsTest {
    private static final String KAFKA = "dev.nacre.notifier.kafka";
    private static final String FLEET = KAFKA + "~fleet";

    private final FakeConfigAdmin admin = new FakeConfigAdmin();

    private IdleConfigurations start(String idle) throws Exception {
        IdleConfigurations started = new IdleConfigurations(idle, admin);
        admin.listener(started);
        return started;
    }

    private void save(String factory, String pid) {
        admin.save(factory, pid, Map.of("topic", "malware"));
    }

    @Test
    void one_that_is_added_while_the_host_runs_is_named_with_what_to_do_until_it_is_gone()
            throws Exception {
        IdleConfigurations configurations = start("kafka,cluster");

        save(KAFKA, FLEET);
        save(KAFKA, FLEET);

        assertThat(configurations.findings())
                .containsExactly(
                        new Finding(
                                FLEET,
                                Health.DEGRADED,
                                "it configures nothing, as its feature is not started; it is with:"
                                        + " nacre run --with kafka"));
        admin.delete(FLEET);
        assertThat(configurations.findings()).isEmpty();
    }

    @Test
    void one_that_was_there_before_is_named_too() throws Exception {
        save(KAFKA, FLEET);
        save(null, "dev.nacre.cluster");

        assertThat(start("kafka,cluster").findings())
                .extracting(Finding::subject)
                .containsExactly("dev.nacre.cluster", FLEET);
    }

    @Test
    void all_others_are_left_alone() throws Exception {
        IdleConfigurations configurations = start("kafka");

        save("dev.nacre.watch", "dev.nacre.watch~kafka");
        save("org.example.kafka", "org.example.kafka~fleet");
        save(null, "dev.nacre.quarantine");

        assertThat(configurations.findings()).isEmpty();
    }

    @Test
    void where_every_feature_is_started_none_is_idle() throws Exception {
        save(KAFKA, FLEET);

        assertThat(start("").findings()).isEmpty();
        assertThat(start(null).findings()).isEmpty();
    }
}
