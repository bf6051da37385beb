/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.scan.ScannerStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the guard is, in a line: a name with a line break in it would be read as another message. Of
 * the findings the worst, which stands first.
 */
final class StatusLine {
    private static final int LONGEST = 300;

    private StatusLine() {}

    static String of(Guard guard) {
        GuardStatus status = guard.status();
        String paths =
                guard.watches().stream()
                        .flatMap(watch -> watch.guarded().stream())
                        .map(BytePath::toString)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
        String scanner =
                status.scanner()
                        .map(name -> "scanner " + name + state(status.scannerStatus()))
                        .orElse("no scanner");
        String line =
                status.health().text()
                        + "; "
                        + (paths.isEmpty() ? "guarding nothing" : "guarding " + paths)
                        + "; "
                        + scanner
                        + status.findings().stream().findFirst().map(StatusLine::text).orElse("");
        String safe = line.replaceAll("\\p{Cntrl}", "?");
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    }

    private static String state(Optional<ScannerStatus> scanner) {
        return scanner.map(known -> " " + known.state().name().toLowerCase(Locale.ROOT)).orElse("");
    }

    private static String text(Finding finding) {
        return "; " + finding.subject() + ": " + finding.message();
    }
}
