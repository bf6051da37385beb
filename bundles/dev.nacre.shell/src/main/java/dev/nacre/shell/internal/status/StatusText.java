/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.status;

import dev.nacre.api.guard.Counters;
import dev.nacre.api.guard.FilterStatus;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Style;
import dev.nacre.shell.internal.text.Table;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The status for people. */
final class StatusText {
    private static final String INDENT = "  ";

    private StatusText() {}

    static void print(GuardStatus status, Instant now, Terminal terminal) {
        PrintStream out = terminal.out();
        Style style = new Style(terminal);
        out.println("Nacre is " + style.health(status.health()));
        Table table = new Table();
        parts(table, status, now);
        counters(table, status.counters());
        for (FilterStatus filter : status.filters()) {
            String kind = filter.kind().isEmpty() ? "" : "by " + filter.kind() + ", ";
            String exempted = Human.number(filter.exempted());
            table.row("filter " + filter.name(), kind + "exempted " + exempted);
        }
        table.print(out, INDENT);
        for (Finding finding : status.findings()) {
            String health = style.health(finding.health());
            out.println(health + ": " + finding.subject() + ": " + finding.message());
        }
    }

    private static void parts(Table table, GuardStatus status, Instant now) {
        String prevents =
                status.prevents()
                        ? ", can make accesses wait for a verdict"
                        : ", cannot make accesses wait for a verdict";
        table.row("source", status.source().map(name -> name + prevents).orElse("none"));
        table.row(
                "scanner",
                status.scanner().orElse("none")
                        + status.scannerStatus().map(StatusText::state).orElse(""));
        table.row("signatures", status.scannerStatus().map(ScannerStatus::epoch).orElse("none"));
        String up = Human.duration(Duration.between(status.since(), now));
        table.row("up", up + ", since " + Human.time(status.since()));
        table.row("generation", Human.number(status.generation()));
    }

    private static String state(ScannerStatus scanner) {
        String state = ", " + scanner.state().name().toLowerCase(Locale.ROOT);
        return scanner.detail().isEmpty() ? state : state + ": " + scanner.detail();
    }

    private static void counters(Table table, Counters counters) {
        table.row("events", Human.number(counters.events()));
        table.row("permission events", Human.number(counters.permissionEvents()));
        table.row("scans", Human.number(counters.scans()));
        table.row("cache hits", Human.number(counters.cacheHits()));
        table.row("coalesced", Human.number(counters.coalesced()));
        table.row("infected", Human.number(counters.infected()));
        table.row("denied", Human.number(counters.denied()));
        table.row("waiting now", Human.number(counters.waiting()));
        table.row("queued now", Human.number(counters.queued()));
        table.row("cached now", Human.number(counters.cached()));
        table.row("left to kernel", Human.number(counters.left()));
        table.row("exempt", reasons(counters.exempt()));
        table.row("unscanned", reasons(counters.unscanned()));
        table.row("dropped notices", reasons(counters.dropped()));
    }

    private static String reasons(Map<String, Long> numbers) {
        if (numbers.isEmpty()) {
            return "0";
        }
        return new TreeMap<>(numbers)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Human.number(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
