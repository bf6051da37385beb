/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSource;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The sources that could not work, why, and when to try them again: at once where the service is
 * new, then at intervals that double. For one thread, but for {@link #findings}.
 */
final class Attempts {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LAST_NANOS = TimeUnit.MINUTES.toNanos(30);

    private record Failure(Finding why, long pause, long next) {}

    private final Map<EventSource, Failure> failures = new IdentityHashMap<>();
    private volatile List<Finding> findings = List.of();

    /** Whether a source that may be better than the one at work is to be tried. */
    boolean due(EventSource source, long now) {
        Failure failure = failures.get(source);
        return failure == null || now - failure.next >= 0;
    }

    /** Returns whether it is news. */
    boolean failed(EventSource source, String why, long now) {
        Failure before = failures.get(source);
        long pause = before == null ? FIRST_NANOS : Math.min(LAST_NANOS, 2 * before.pause);
        Finding finding = new Finding("source " + source.name(), Health.DEGRADED, why);
        failures.put(source, new Failure(finding, pause, now + pause));
        publish();
        return before == null || !before.why.equals(finding);
    }

    /** It is at work. */
    void succeeded(EventSource source) {
        failures.remove(source);
        publish();
    }

    /** Forgets all but these. */
    void keep(Collection<EventSource> sources) {
        if (failures.keySet().removeIf(source -> !sources.contains(source))) {
            publish();
        }
    }

    private void publish() {
        List<Finding> all = new ArrayList<>();
        failures.values().forEach(failure -> all.add(failure.why));
        findings = List.copyOf(all);
    }

    /** Any thread. */
    List<Finding> findings() {
        return findings;
    }
}
