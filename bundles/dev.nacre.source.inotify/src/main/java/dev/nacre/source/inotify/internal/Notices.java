/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is new, once: of a finding whose numbers change with each folder the first words. For
 * one thread.
 */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private Map<String, List<BytePath>> guarded = Map.of();
    private Set<String> known = Set.of();

    void tell(SourceStatus now) {
        now.guarded()
                .forEach(
                        (watch, paths) -> {
                            if (!paths.equals(guarded.getOrDefault(watch, List.of()))) {
                                LOG.info("watch {}: guarding {} by inotify", watch, paths);
                            }
                        });
        guarded = new HashMap<>(now.guarded());
        Set<String> next = new HashSet<>();
        for (Finding finding : now.findings()) {
            if (finding.health() != Health.HEALTHY) {
                String key = key(finding);
                next.add(key);
                if (!known.contains(key)) {
                    LOG.warn("{}: {}", finding.subject(), finding.message());
                }
            }
        }
        known.stream()
                .filter(key -> !next.contains(key))
                .forEach(key -> LOG.info("no longer so: {}", key));
        known = next;
    }

    /** The messages about the source itself hold numbers. */
    private static String key(Finding finding) {
        return finding.subject().startsWith("watch ")
                ? finding.subject() + ": " + finding.message()
                : finding.subject();
    }
}
