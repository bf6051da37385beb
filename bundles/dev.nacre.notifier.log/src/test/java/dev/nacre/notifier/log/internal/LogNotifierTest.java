/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.config.Origin;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Weakening;
import dev.nacre.itests.support.receiver.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogNotifierTest {
    private static final HealthChange CHANGE =
            new HealthChange(Told.TIME, Health.HEALTHY, Health.DOWN, List.of());

    @TempDir Path var;
    private final Recorded detections = new Recorded();
    private final Recorded health = new Recorded();
    private final Recorded policy = new Recorded();

    private LogNotifier notifier(Map<String, Object> properties) {
        return new LogNotifier(
                new ReadableLog(detections.logger(), health.logger(), policy.logger()),
                var,
                properties);
    }

    @Test
    void works_without_a_configuration() throws IOException {
        LogNotifier notifier =
                notifier(Map.of("component.name", "x", "nacre.notifier.name", "log"));
        assertThat(var.resolve("log/detections.jsonl")).isEmptyFile();
        notifier.detected(Told.detection("/srv/a"));
        notifier.detected(Told.detection("/srv/b"));
        notifier.healthChanged(CHANGE);
        assertThat(Files.readAllLines(var.resolve("log/detections.jsonl"))).hasSize(2);
        assertThat(detections.lines).hasSize(2);
        assertThat(health.lines).containsExactly("warn health: healthy -> down");
        assertThat(notifier.findings()).isEmpty();
    }

    @Test
    void tells_only_of_the_events_that_are_asked_for() throws IOException {
        LogNotifier notifier = notifier(Map.of("events", "health"));
        notifier.detected(Told.detection("/srv/a"));
        assertThat(detections.lines).isEmpty();
        assertThat(var.resolve("log/detections.jsonl")).isEmptyFile();
        notifier.modified(Map.of("events", new String[] {"detection"}));
        notifier.healthChanged(CHANGE);
        assertThat(health.lines).isEmpty();
        notifier.detected(Told.detection("/srv/a"));
        assertThat(var.resolve("log/detections.jsonl")).isNotEmptyFile();
    }

    @Test
    void another_file_takes_effect_at_once() throws IOException {
        LogNotifier notifier = notifier(Map.of());
        Path other = var.resolve("other/place.jsonl");
        notifier.modified(Map.of("file", other.toString()));
        notifier.detected(Told.detection("/srv/a"));
        assertThat(other).isNotEmptyFile();
        assertThat(var.resolve("log/detections.jsonl")).isEmptyFile();
    }

    @Test
    void a_file_that_cannot_be_written_is_shown_before_the_first_detection() throws IOException {
        Files.writeString(var.resolve("log"), "a file");
        LogNotifier notifier = notifier(Map.of());
        assertThat(notifier.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.health()).isEqualTo(Health.DEGRADED);
                            assertThat(finding.message())
                                    .contains(var.resolve("log/detections.jsonl").toString())
                                    .contains("There is a file where a folder should be");
                        });
    }

    @Test
    void what_cannot_be_written_is_said_shown_until_it_works_again_and_logged_all_the_same()
            throws IOException {
        LogNotifier notifier = notifier(Map.of("file", "/dev/full"));
        assertThat(notifier.findings()).isEmpty();
        assertThatThrownBy(() -> notifier.detected(Told.detection("/srv/a")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Detections cannot be written to /dev/full: No space left");
        assertThat(detections.lines).singleElement().asString().contains("INFECTED /srv/a");
        assertThat(notifier.findings())
                .singleElement()
                .extracting(Finding::subject)
                .isEqualTo("notifier log");
        notifier.modified(Map.of("file", "log/new.jsonl"));
        notifier.detected(Told.detection("/srv/a"));
        assertThat(notifier.findings()).isEmpty();
    }

    @Test
    void it_works_again_as_soon_as_the_folder_is_back() throws IOException {
        Path log = Files.writeString(var.resolve("log"), "a file");
        LogNotifier notifier = notifier(Map.of());
        assertThatThrownBy(() -> notifier.detected(Told.detection("/srv/a")))
                .hasMessageContaining("There is a file where a folder should be");
        Files.delete(log);
        notifier.detected(Told.detection("/srv/b"));
        assertThat(notifier.findings()).isEmpty();
        assertThat(Files.readAllLines(log.resolve("detections.jsonl"))).hasSize(1);
    }

    @Test
    void a_full_file_that_cannot_be_put_aside_is_shown() throws IOException {
        Files.createDirectories(var.resolve("log/detections.jsonl.1/in the way"));
        Files.writeString(var.resolve("log/detections.jsonl"), "x".repeat(64 << 10));
        LogNotifier notifier = notifier(Map.of("maxSize", "64K", "keep", "1"));
        notifier.detected(Told.detection("/srv/a"));
        assertThat(notifier.findings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("could not be put aside");
    }

    @Test
    void a_test_says_whether_detections_could_be_written_and_is_none() throws IOException {
        LogNotifier notifier = notifier(Map.of());
        Path file = var.resolve("log/detections.jsonl");
        assertThat(notifier.test()).contains(file + " can be written");
        assertThat(file).isEmptyFile();
        assertThat(detections.lines)
                .singleElement()
                .asString()
                .startsWith("info a test of the notifier log");
        Files.delete(file);
        Files.delete(file.getParent());
        Files.writeString(file.getParent(), "a file");
        assertThatThrownBy(notifier::test)
                .hasMessageContaining("There is a file where a folder should be");
    }

    @Test
    void a_wrong_configuration_is_refused_whole_and_the_one_before_stays() throws IOException {
        Map<String, Object> wrong =
                Map.of("file", "log/", "keep", "-1", "maxSize", "1K", "events", "birthday");
        assertThatThrownBy(() -> notifier(wrong))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("file = \"log/\" is refused")
                .hasMessageContaining("keep = \"-1\" is refused")
                .hasMessageContaining("maxSize = \"1K\" is refused")
                .hasMessageContaining("events = \"birthday\" is refused");
        LogNotifier notifier = notifier(Map.of());
        notifier.modified(wrong);
        assertThat(notifier.findings()).hasSize(1);
        notifier.detected(Told.detection("/srv/a"));
        assertThat(var.resolve("log/detections.jsonl")).isNotEmptyFile();
    }

    private static PolicyChange weaker(int lines) {
        Origin origin = new Origin(Origin.Means.CONSOLE, "admin", "127.0.0.1");
        Weakening weakening =
                new Weakening(
                        "dev.nacre.watch~home", "prevention", "true", "false", Optional.of(origin));
        return new PolicyChange(Told.TIME, 12, Collections.nCopies(lines, weakening));
    }

    @Test
    void what_protects_less_is_written_for_machines_and_people_whatever_is_asked_for()
            throws IOException {
        LogNotifier notifier = notifier(Map.of("events", new String[0]));
        notifier.policyChanged(weaker(0));
        assertThat(var.resolve("log/audit.jsonl")).doesNotExist();
        notifier.policyChanged(weaker(1));
        Path audit = var.resolve("log/audit.jsonl");
        assertThat(audit)
                .hasContent(
                        """
                        {"time":"2026-03-04T05:06:07.089Z","generation":12,\
                        "configuration":"dev.nacre.watch~home","what":"prevention",\
                        "before":"true","after":"false",\
                        "by":"console","who":"admin","from":"127.0.0.1"}
                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit)))
                .isEqualTo("rw-------");
        assertThat(policy.lines).hasSize(1);
    }

    @Test
    void the_audit_log_is_put_aside_as_the_detections_are() throws IOException {
        LogNotifier notifier = notifier(Map.of("maxSize", "64K", "keep", "1"));
        notifier.policyChanged(weaker(1000));
        assertThat(var.resolve("log/audit.jsonl.1")).isNotEmptyFile();
        assertThat(var.resolve("log/audit.jsonl.2")).doesNotExist();
    }

    @Test
    void an_audit_log_that_cannot_be_written_is_shown_until_it_can() throws IOException {
        LogNotifier notifier = notifier(Map.of("file", var.resolve("elsewhere").toString()));
        Path inTheWay = Files.createDirectories(var.resolve("log/audit.jsonl"));
        assertThatThrownBy(() -> notifier.policyChanged(weaker(1)))
                .hasMessageStartingWith("What protects less cannot be written to " + inTheWay);
        assertThat(notifier.findings()).hasSize(1);
        Files.delete(inTheWay);
        notifier.policyChanged(weaker(1));
        assertThat(notifier.findings()).isEmpty();
    }
}
