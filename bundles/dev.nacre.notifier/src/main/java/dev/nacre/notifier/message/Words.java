/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.notify.Detection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words that messages are made of. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Words() {}

    /** A moment in UTC, to the millisecond (RFC 3339). */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** A count, its thousands set apart. */
    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A text that ends no line and moves no cursor. */
    public static String oneLine(String text) {
        return BytePath.of(text.replace('\0', ' ')).toString();
    }

    static String file(Detection detection) {
        return detection.path() == null ? "a file without a name" : detection.path().toString();
    }

    static String access(Detection detection) {
        return (detection.denied() ? "refused " : "") + detection.kind().text();
    }

    static String process(Detection detection) {
        return detection.process().map(Words::process).orElse("an unknown process");
    }

    private static String process(Accessor process) {
        List<String> known = new ArrayList<>();
        known.add("pid " + process.pid());
        if (process.uid() >= 0) {
            known.add("uid " + process.uid());
        }
        String name =
                process.executable() != null
                        ? process.executable().toString()
                        : process.command() != null ? oneLine(process.command()) : "a process";
        return name + known.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    static String outcome(Detection detection) {
        return switch (detection.outcome()) {
            case REPORTED -> "left where it is";
            case QUARANTINED -> "quarantined as " + detection.quarantineId().orElse("unknown");
            case REMOVED -> "deleted";
            case FAILED ->
                    "could not be taken away and is where it was: "
                            + oneLine(detection.failure().orElse("no reason is known"));
            case RELEASED -> "given back by an administrator and left where it is";
        };
    }

    static String finding(Finding finding) {
        return oneLine(finding.subject()) + ": " + oneLine(finding.message());
    }
}
