/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.status;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.guard.Counters;
import dev.nacre.api.guard.FilterStatus;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.shell.internal.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The status for machines; its keys are promised in README.md. */
final class StatusJson {
    private StatusJson() {}

    static void print(GuardStatus status, Instant now, PrintStream out) throws IOException {
        JsonWriter json = Json.begin(out);
        json.beginObject();
        json.name("health").value(status.health().text());
        json.name("findings").beginArray();
        for (Finding finding : status.findings()) {
            json.beginObject();
            json.name("subject").value(finding.subject());
            json.name("health").value(finding.health().text());
            json.name("message").value(finding.message());
            json.endObject();
        }
        json.endArray();
        json.name("since").value(status.since().toString());
        json.name("uptimeSeconds").value(Duration.between(status.since(), now).toSeconds());
        json.name("generation").value(status.generation());
        json.name("source").value(status.source().orElse(null));
        json.name("prevents").value(status.prevents());
        json.name("scanner").value(status.scanner().orElse(null));
        scanner(json, status.scannerStatus().orElse(null));
        counters(json, status.counters());
        filters(json, status.filters());
        json.endObject();
        Json.end(json, out);
    }

    private static void scanner(JsonWriter json, ScannerStatus scanner) throws IOException {
        boolean known = scanner != null;
        json.name("scannerState")
                .value(known ? scanner.state().name().toLowerCase(Locale.ROOT) : null);
        json.name("scannerDetail").value(known ? scanner.detail() : null);
        json.name("epoch").value(known ? scanner.epoch() : null);
    }

    private static void filters(JsonWriter json, List<FilterStatus> filters) throws IOException {
        json.name("filters").beginArray();
        for (FilterStatus filter : filters) {
            json.beginObject();
            json.name("name").value(filter.name());
            json.name("kind").value(filter.kind());
            json.name("exempted").value(filter.exempted());
            json.endObject();
        }
        json.endArray();
    }

    private static void counters(JsonWriter json, Counters counters) throws IOException {
        json.name("events").value(counters.events());
        json.name("permissionEvents").value(counters.permissionEvents());
        json.name("scans").value(counters.scans());
        json.name("cacheHits").value(counters.cacheHits());
        json.name("coalesced").value(counters.coalesced());
        json.name("infected").value(counters.infected());
        json.name("denied").value(counters.denied());
        json.name("waiting").value(counters.waiting());
        json.name("queued").value(counters.queued());
        json.name("cached").value(counters.cached());
        json.name("left").value(counters.left());
        Json.numbers(json, "exempt", counters.exempt());
        Json.numbers(json, "unscanned", counters.unscanned());
        Json.numbers(json, "dropped", counters.dropped());
    }
}
