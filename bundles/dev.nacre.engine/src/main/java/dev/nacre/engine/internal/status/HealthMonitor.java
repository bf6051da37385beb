/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.status;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.engine.internal.notify.Notifications;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Compares how the guard is with how it was, and tells of changes. One thread calls {@link #check}.
 */
public final class HealthMonitor {
    /** How long accesses that passed unscanned are a finding. */
    private static final long MEMORY_MILLIS = 60_000;

    private final Tally tally;
    private final Notifications notifications;
    private final InstantSource clock;
    private final Supplier<List<Finding>> findings;
    private final Supplier<Set<Finding>> passing;
    private Health last = Health.HEALTHY;
    private Map<String, Long> unscannedBefore = Map.of();
    private long memorySince;
    private volatile List<Finding> recent = List.of();

    /**
     * @param findings what the parts say
     * @param passing what of it is expected to be over in a moment: nobody is told of that
     */
    public HealthMonitor(
            Tally tally,
            Notifications notifications,
            InstantSource clock,
            Supplier<List<Finding>> findings,
            Supplier<Set<Finding>> passing) {
        this.tally = tally;
        this.notifications = notifications;
        this.clock = clock;
        this.findings = findings;
        this.passing = passing;
        this.memorySince = clock.millis();
    }

    /** What is not as it should be now, the worst first. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings.get());
        all.addAll(recent);
        all.sort(Comparator.comparing(Finding::health).reversed());
        return List.copyOf(all);
    }

    /** The worst of these. */
    public static Health worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::health)
                .max(Comparator.naturalOrder())
                .orElse(Health.HEALTHY);
    }

    /** Looks, and tells the notifiers where health has changed. */
    public void check() {
        lookAtUnscanned();
        List<Finding> now = new ArrayList<>(findings());
        now.removeAll(passing.get());
        Health health = worst(now);
        // At the start there may be nobody to tell yet; who comes is told by the next check.
        if (health != last && !notifications.isEmpty()) {
            notifications.tell(new HealthChange(clock.instant(), last, health, List.copyOf(now)));
            last = health;
        }
    }

    private void lookAtUnscanned() {
        Map<String, Long> now = new TreeMap<>(tally.unscanned());
        Map<String, Long> fresh = new TreeMap<>();
        now.forEach(
                (reason, count) -> {
                    long more = count - unscannedBefore.getOrDefault(reason, 0L);
                    if (more > 0 && !isByPolicy(reason)) {
                        fresh.put(reason, more);
                    }
                });
        boolean over = clock.millis() - memorySince > MEMORY_MILLIS;
        if (!fresh.isEmpty()) {
            recent =
                    List.of(
                            new Finding(
                                    "unscanned",
                                    Health.DEGRADED,
                                    "accesses without a verdict in the last minute: " + fresh));
        } else if (over) {
            recent = List.of();
        }
        if (over) {
            unscannedBefore = now;
            memorySince = clock.millis();
        }
    }

    /** What the administrator has chosen to leave unscanned is counted, and no finding. */
    private static boolean isByPolicy(String reason) {
        return reason.equals(UnscannedReason.TOO_LARGE.text());
    }
}
