/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Weakening;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines for people. Whatever scanners, processes and files call themselves is written as
 * {@link BytePath#toString} writes names: no name can end a line and forge the next.
 */
final class ReadableLog {
    private final Logger detections;
    private final Logger health;
    private final Logger policy;

    ReadableLog() {
        this(
                LoggerFactory.getLogger("dev.nacre.detections"),
                LoggerFactory.getLogger("dev.nacre.health"),
                LoggerFactory.getLogger("dev.nacre.policy"));
    }

    ReadableLog(Logger detections, Logger health, Logger policy) {
        this.detections = detections;
        this.health = health;
        this.policy = policy;
    }

    void detected(Detection detection) {
        detections.warn(
                "INFECTED {}: {} ({} by {}, {})",
                detection.path() == null ? "a file without a name" : detection.path(),
                oneLine(detection.signature()),
                (detection.denied() ? "refused " : "") + detection.kind().text(),
                detection.process().map(ReadableLog::text).orElse("an unknown process"),
                outcome(detection));
    }

    void healthChanged(HealthChange change) {
        String findings =
                change.findings().stream().map(ReadableLog::text).collect(Collectors.joining("; "));
        String text =
                "health: "
                        + change.before().text()
                        + " -> "
                        + change.now().text()
                        + (findings.isEmpty() ? "" : ": " + findings);
        if (change.now() == Health.HEALTHY) {
            health.info(text);
        } else {
            health.warn(text);
        }
    }

    void weakened(Weakening weakening, long generation) {
        policy.warn(
                "PROTECTS LESS since generation {}: {}: {}: {} -> {} (by {})",
                generation,
                oneLine(weakening.pid()),
                oneLine(weakening.what()),
                oneLine(weakening.before().isEmpty() ? "nothing" : weakening.before()),
                oneLine(weakening.after().isEmpty() ? "nothing" : weakening.after()),
                weakening.origin().map(origin -> oneLine(origin.toString())).orElse("nobody"));
    }

    private static String text(Accessor process) {
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

    private static String text(Finding finding) {
        return oneLine(finding.subject()) + ": " + oneLine(finding.message());
    }

    private static String outcome(Detection detection) {
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

    private static String oneLine(String text) {
        return BytePath.of(text.replace('\0', ' ')).toString();
    }
}
