/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdleConfigurationsTest {
    @TempDir private Path etc;

    @Test
    void a_configuration_of_a_feature_that_is_not_started_is_named_with_what_to_do()
            throws Exception {
        Path file = Files.createFile(etc.resolve("dev.nacre.notifier.kafka-my-fleet.cfg"));

        assertThat(IdleConfigurations.in(etc, Set.of("kafka")))
                .containsExactly(
                        file
                                + " configures nothing, as its feature is not started; it is with:"
                                + " nacre run --with kafka");
        assertThat(IdleConfigurations.in(etc, Set.of())).isEmpty();
    }

    @Test
    void what_is_no_configuration_of_it_is_left_alone() throws Exception {
        Files.createFile(etc.resolve("dev.nacre.notifier.kafka.cfg.example"));
        Files.createFile(etc.resolve("dev.nacre.watch-kafka.cfg"));
        Files.createDirectory(etc.resolve("secrets"));

        assertThat(IdleConfigurations.in(etc, Set.of("kafka"))).isEmpty();
    }
}
