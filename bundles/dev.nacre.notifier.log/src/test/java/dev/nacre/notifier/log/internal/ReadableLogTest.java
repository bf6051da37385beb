/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Origin;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import dev.nacre.api.notify.Weakening;
import dev.nacre.itests.support.receiver.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadableLogTest {
    private final Recorded detections = new Recorded();
    private final Recorded health = new Recorded();
    private final Recorded policy = new Recorded();
    private final ReadableLog log =
            new ReadableLog(detections.logger(), health.logger(), policy.logger());

    private String line(Detection detection) {
        log.detected(detection);
        return detections.lines.get(detections.lines.size() - 1);
    }

    private String line(Optional<Accessor> process, Outcome outcome) {
        return line(Told.detection("d1", BytePath.of("/a"), process, outcome));
    }

    @Test
    void a_detection_reads_as_a_sentence() {
        assertThat(line(Told.detection("/srv/a b\\x0a\\xff")))
                .isEqualTo(
                        "warn INFECTED /srv/a b\\x0a\\xff: Eicar-Signature (refused open by"
                                + " /usr/bin/cat[pid 12, uid 0], quarantined as k3f9)");
    }

    @Test
    void an_access_that_was_not_refused_is_not_called_so() {
        Detection after =
                new Detection(
                        "d2",
                        Told.TIME,
                        null,
                        "X",
                        "clamd",
                        "home",
                        AccessKind.CLOSE_WRITE,
                        Optional.empty(),
                        false,
                        Outcome.REMOVED,
                        Optional.empty(),
                        Optional.empty());
        assertThat(line(after))
                .isEqualTo(
                        "warn INFECTED a file without a name: X (close-write by an unknown process,"
                                + " deleted)");
    }

    @Test
    void what_became_of_the_file_is_said() {
        Optional<Accessor> process = Told.process("/x", "x", 1);
        assertThat(line(process, Outcome.REPORTED)).endsWith(", left where it is)");
        assertThat(line(process, Outcome.FAILED))
                .endsWith(", could not be taken away and is where it was: disk full\\x0asorry)");
        assertThat(line(process, Outcome.RELEASED))
                .endsWith(", given back by an administrator and left where it is)");
    }

    @Test
    void no_name_that_a_process_gives_itself_forges_a_line() {
        assertThat(line(Told.process(null, "x\nINFECTED /\u001b[2J{}", -1), Outcome.REPORTED))
                .contains("by x\\x0aINFECTED /\\x1b[2J{}[pid 12], ");
        assertThat(line(Told.process(null, null, -1), Outcome.REPORTED))
                .contains("by a process[pid 12], ");
    }

    @Test
    void a_change_of_health_names_what_is_wrong() {
        List<Finding> findings =
                List.of(
                        new Finding("scanner clamd", Health.DEGRADED, "no answer {}\nat all"),
                        new Finding("watch home", Health.DEGRADED, "no such folder"));
        log.healthChanged(new HealthChange(Told.TIME, Health.HEALTHY, Health.DEGRADED, findings));
        log.healthChanged(new HealthChange(Told.TIME, Health.DEGRADED, Health.HEALTHY, List.of()));
        assertThat(health.lines)
                .containsExactly(
                        "warn health: healthy -> degraded: scanner clamd: no answer {}\\x0aat all;"
                                + " watch home: no such folder",
                        "info health: degraded -> healthy");
    }

    @Test
    void what_protects_less_names_who_did_it() {
        Origin origin = new Origin(Origin.Means.CONTROL, "ann\n(uid 7)", "pid 12");
        log.weakened(
                new Weakening(
                        "dev.nacre.watch~home", "onError", "deny", "allow", Optional.of(origin)),
                12);
        log.weakened(new Weakening("clamd", "scanner", "clamd", "", Optional.empty()), 13);
        assertThat(policy.lines)
                .containsExactly(
                        "warn PROTECTS LESS since generation 12: dev.nacre.watch~home: onError:"
                                + " deny -> allow (by ann\\x0a(uid 7), control, pid 12)",
                        "warn PROTECTS LESS since generation 13: clamd: scanner: clamd -> nothing"
                                + " (by nobody)");
    }
}
