/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.notify;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Style;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.NamedNotifier;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The notifiers, as a table or as JSON. */
final class NotifierList {
    private final List<NamedNotifier> notifiers;

    NotifierList(List<NamedNotifier> notifiers) {
        this.notifiers =
                notifiers.stream()
                        .sorted(
                                Comparator.comparing(NamedNotifier::name)
                                        .thenComparing(NamedNotifier::kind))
                        .toList();
    }

    void print(boolean json, Terminal terminal) throws IOException {
        if (json) {
            json(terminal.out());
        } else if (notifiers.isEmpty()) {
            terminal.out().println("There is no notifier: nobody is told.");
        } else {
            text(terminal);
        }
    }

    private void text(Terminal terminal) {
        Table table = new Table("NOTIFIER", "KIND", "SENT", "FAILED", "WAITING", "LOST");
        for (NamedNotifier notifier : notifiers) {
            Optional<Deliveries> counts = notifier.notifier().deliveries();
            table.row(
                    notifier.name(),
                    notifier.kind(),
                    counts.map(c -> Human.number(c.sent())).orElse("-"),
                    counts.map(c -> Human.number(c.failed())).orElse("-"),
                    counts.map(c -> Human.number(c.waiting())).orElse("-"),
                    counts.map(c -> lost(c.lost())).orElse("-"));
        }
        table.print(terminal.out(), "");
        Style style = new Style(terminal);
        for (NamedNotifier notifier : notifiers) {
            for (Finding finding : findings(notifier)) {
                terminal.out().println(style.doubtful(notifier.name()) + ": " + finding.message());
            }
        }
    }

    private static String lost(Map<String, Long> lost) {
        return lost.isEmpty()
                ? "0"
                : new TreeMap<>(lost)
                        .entrySet().stream()
                                .map(e -> Human.number(e.getValue()) + " " + e.getKey())
                                .collect(Collectors.joining(", "));
    }

    private static List<Finding> findings(NamedNotifier notifier) {
        return notifier.notifier() instanceof HealthContributor contributor
                ? contributor.findings()
                : List.of();
    }

    private void json(PrintStream out) throws IOException {
        JsonWriter json = Json.begin(out);
        json.beginArray();
        for (NamedNotifier notifier : notifiers) {
            json.beginObject();
            json.name("name").value(notifier.name());
            json.name("kind").value(notifier.kind());
            Optional<Deliveries> counts = notifier.notifier().deliveries();
            if (counts.isPresent()) {
                json.name("sent").value(counts.get().sent());
                json.name("failed").value(counts.get().failed());
                json.name("waiting").value(counts.get().waiting());
                Json.numbers(json, "lost", counts.get().lost());
            }
            json.name("findings").beginArray();
            for (Finding finding : findings(notifier)) {
                json.value(finding.message());
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        Json.end(json, out);
    }
}
