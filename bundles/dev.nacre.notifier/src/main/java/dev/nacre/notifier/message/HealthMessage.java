/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.HealthChange;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;

/** The guard's health changed. */
public record HealthMessage(HealthChange change) implements Message {
    @Override
    public Instant time() {
        return change.time();
    }

    /** That of the worse of before and now: whoever heard of trouble hears of its end. */
    @Override
    public Severity severity() {
        return Severity.worse(severity(change.before()), severity(change.now()));
    }

    private static Severity severity(Health health) {
        return switch (health) {
            case HEALTHY -> Severity.INFO;
            case DEGRADED -> Severity.WARNING;
            case DOWN -> Severity.CRITICAL;
        };
    }

    @Override
    public String type() {
        return "health";
    }

    @Override
    public String id() {
        return "health-" + change.time().toEpochMilli();
    }

    @Override
    public String line() {
        String findings =
                change.findings().stream().map(Words::finding).collect(Collectors.joining("; "));
        return "health: "
                + change.before().text()
                + " -> "
                + change.now().text()
                + (findings.isEmpty() ? "" : ": " + findings);
    }

    @Override
    public String subject() {
        return "health: " + change.before().text() + " -> " + change.now().text();
    }

    @Override
    public String body() {
        StringBuilder body = new StringBuilder();
        body.append("Health:     ").append(change.now().text());
        body.append("\nBefore:     ").append(change.before().text());
        body.append("\nTime:       ").append(Words.time(change.time()));
        body.append("\nHost:       ").append(HostName.get()).append('\n');
        for (Finding finding : change.findings()) {
            body.append("\n* ").append(Words.finding(finding)).append('\n');
        }
        return body.toString();
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("time").value(Words.time(change.time()));
        json.name("before").value(change.before().text());
        json.name("now").value(change.now().text());
        json.name("findings").beginArray();
        for (Finding finding : change.findings()) {
            json.beginObject();
            json.name("subject").value(finding.subject());
            json.name("health").value(finding.health().text());
            json.name("message").value(finding.message());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
