/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs what has changed since the last time, and nothing twice. For one thread at a time. */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private SourceStatus last = new SourceStatus(Map.of(), false, List.of());

    void log(SourceStatus now) {
        SourceStatus before = last;
        last = now;
        now.guarded().forEach((watch, paths) -> logGuarded(before, watch, paths));
        for (Finding finding : now.findings()) {
            if (!before.findings().contains(finding)) {
                LOG.atLevel(finding.health() == Health.HEALTHY ? Level.INFO : Level.WARN)
                        .log("{}: {}", finding.subject(), finding.message());
            }
        }
        for (Finding finding : before.findings()) {
            if (!now.findings().contains(finding)) {
                LOG.info("{}: no longer so: {}", finding.subject(), finding.message());
            }
        }
    }

    private static void logGuarded(SourceStatus before, String watch, List<BytePath> paths) {
        List<BytePath> known = before.guarded().getOrDefault(watch, List.of());
        if (!paths.equals(known)) {
            LOG.info("watch {}: guarding {}", watch, paths);
        }
    }
}
