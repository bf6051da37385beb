/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import dev.nacre.itests.support.receiver.Told;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Finding FORGED =
            new Finding("watch home", Health.DOWN, "gone\nINFECTED /etc/passwd");

    private static Message detection(String path, Outcome outcome) {
        return new DetectionMessage(
                Told.detection(
                        "d1", BytePath.parse(path), Told.process("/bin/x", "x", 1), outcome));
    }

    private static Message health(Health before, Health now) {
        List<Finding> findings = now == Health.HEALTHY ? List.of() : List.of(FORGED);
        return new HealthMessage(new HealthChange(Told.TIME, before, now, findings));
    }

    @Test
    void a_body_says_all_that_is_known_in_lines_that_nobody_forges() {
        String body = detection("/srv/a\\x0aSignature: none", Outcome.QUARANTINED).body();
        assertThat(body.lines().toList())
                .hasSize(10)
                .contains(
                        "Infected:   /srv/a\\x0aSignature: none",
                        "Signature:  Eicar-Signature",
                        "The file:   quarantined as k3f9",
                        "Access:     refused open",
                        "Process:    /bin/x[pid 12, uid 1]",
                        "Time:       2026-03-04T05:06:07.089Z",
                        "Detection:  d1");
        assertThat(health(Health.HEALTHY, Health.DOWN).body())
                .contains("\n* watch home: gone\\x0aINFECTED /etc/passwd\n");
    }

    @Test
    void what_nacre_could_not_deal_with_matters_most() {
        assertThat(detection("/a", Outcome.REPORTED).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(detection("/a", Outcome.FAILED).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(detection("/a", Outcome.QUARANTINED).severity()).isEqualTo(Severity.WARNING);
        assertThat(detection("/a", Outcome.RELEASED).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void who_hears_of_trouble_hears_of_its_end() {
        assertThat(health(Health.HEALTHY, Health.DOWN).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(health(Health.DOWN, Health.HEALTHY).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(health(Health.HEALTHY, Health.DEGRADED).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_digest_counts_and_shows_the_last_and_the_worst() {
        Message worst = detection("/a", Outcome.FAILED);
        DigestMessage digest = DigestMessage.of(EventKind.DETECTION, worst);
        for (int i = 0; i < 1203; i++) {
            digest =
                    digest.with(
                            DigestMessage.of(
                                    EventKind.DETECTION,
                                    new TestMessage(Told.TIME.plusSeconds(i + 1), "t")));
        }
        assertThat(digest.subject()).isEqualTo("and 1,204 more detections");
        assertThat(digest.line())
                .startsWith("and 1,204 more detections since 2026-03-04T05:06:07.089Z; the last: ")
                .contains("a test");
        assertThat(digest.severity()).isEqualTo(Severity.CRITICAL);
        JsonObject json = JsonParser.parseString(digest.json()).getAsJsonObject();
        assertThat(json.get("count").getAsLong()).isEqualTo(1204);
        assertThat(json.get("from").getAsString()).isEqualTo("2026-03-04T05:06:07.089Z");
        assertThat(json.get("to").getAsString()).isEqualTo("2026-03-04T05:26:10.089Z");
        assertThat(json.getAsJsonObject("last").get("notifier").getAsString()).isEqualTo("t");
    }

    @Test
    void a_digest_of_older_ones_keeps_the_newest_last() {
        DigestMessage newer =
                DigestMessage.of(
                        EventKind.HEALTH, new TestMessage(Instant.ofEpochSecond(9), "newer"));
        DigestMessage older =
                DigestMessage.of(
                        EventKind.HEALTH, new TestMessage(Instant.ofEpochSecond(1), "older"));
        assertThat(newer.with(older)).isEqualTo(older.with(newer));
        assertThat(newer.with(older).from()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(newer.with(older).line()).contains("the notifier newer");
    }

    @Test
    void a_change_of_health_is_an_object_too() {
        JsonObject json =
                JsonParser.parseString(health(Health.HEALTHY, Health.DOWN).json())
                        .getAsJsonObject();
        assertThat(json.keySet()).containsExactly("time", "before", "now", "findings");
        assertThat(
                        json.getAsJsonArray("findings")
                                .get(0)
                                .getAsJsonObject()
                                .get("message")
                                .getAsString())
                .isEqualTo(FORGED.message());
    }

    @Test
    void the_name_of_this_machine_is_known() {
        assertThat(HostName.get()).matches("[!-~]+");
    }
}
