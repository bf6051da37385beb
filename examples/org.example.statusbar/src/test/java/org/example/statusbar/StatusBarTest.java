/* SPDX-License-Identifier: Apache-2.0 */
package org.example.statusbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusBarTest {
    @TempDir private Path folder;
    private Path file;
    private StatusBar bar;

    @BeforeEach
    void configure() {
        file = folder.resolve("status");
        bar = new StatusBar(Map.of("file", file.toString()));
    }

    @Test
    void detections_are_counted_and_the_last_is_shown() throws Exception {
        bar.detected(detection("First", "/srv/one"));
        bar.detected(detection("Second", "/srv/two"));

        assertThat(file).hasContent("healthy, 2 detected, last Second in /srv/two\n");
    }

    @Test
    void a_change_of_health_is_shown() throws Exception {
        bar.healthChanged(
                new HealthChange(Instant.EPOCH, Health.HEALTHY, Health.DEGRADED, List.of()));

        assertThat(file).hasContent("degraded, 0 detected\n");
    }

    @Test
    void nothing_else_is_left_in_the_folder() throws Exception {
        bar.detected(detection("First", "/srv/one"));

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_relative_path_is_refused_and_the_file_of_before_stays() throws Exception {
        bar.modified(Map.of("file", "status"));

        assertThat(bar.findings()).hasSize(1);
        bar.detected(detection("First", "/srv/one"));
        assertThat(file).exists();
        assertThatThrownBy(() -> new StatusBar(Map.of("file", "status")))
                .hasMessageContaining("an absolute path");
    }

    private static Detection detection(String signature, String path) {
        return new Detection(
                "1",
                Instant.EPOCH,
                BytePath.of(path),
                signature,
                "clamd",
                "home",
                AccessKind.OPEN,
                Optional.empty(),
                true,
                Outcome.REPORTED,
                Optional.empty(),
                Optional.empty());
    }
}
