/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is not as it should be in a policy. */
final class PolicyFindings {
    private PolicyFindings() {}

    static List<Finding> of(Policy policy) {
        if (policy.watches().isEmpty()) {
            return List.of(
                    new Finding(
                            "watch",
                            Health.DOWN,
                            "no watch is configured: nothing is guarded; add"
                                    + " etc/dev.nacre.watch-NAME.cfg"));
        }
        Set<Finding> all = new LinkedHashSet<>();
        for (GuardedWatch watch : policy.watches()) {
            scanner(watch, all);
            watch.filters().stream()
                    .filter(f -> f.failed() > 0)
                    .map(f -> failed(f))
                    .forEach(all::add);
            watch.filters().stream()
                    .filter(f -> f.holdups() > 0)
                    .map(f -> heldUp(f))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /**
     * What of this may pass by itself in a moment.
     *
     * @param awaited whether the scanner of a lane has gone, and is waited for
     */
    static Set<Finding> passing(Policy policy, Predicate<Lane> awaited) {
        Set<Finding> all = new LinkedHashSet<>();
        policy.watches().stream()
                .filter(watch -> watch.lane() != null && awaited.test(watch.lane()))
                .forEach(watch -> scanner(watch, all));
        return all;
    }

    /** Whether a scanner is there for a watch that can judge now. */
    static boolean canScan(GuardedWatch watch) {
        Lane lane = watch.lane();
        return lane != null && lane.status().state() == ScannerStatus.State.UP;
    }

    private static void scanner(GuardedWatch watch, Set<Finding> all) {
        Lane lane = watch.lane();
        if (lane == null) {
            all.add(
                    new Finding(
                            "watch " + watch.watch().name(),
                            Health.DOWN,
                            "no scanner is there for it: nothing is scanned; install clamd, start"
                                    + " the signature scanner, or mend scanner.target"));
        } else if (lane.status().state() == ScannerStatus.State.DOWN) {
            all.add(new Finding("scanner " + lane.name(), Health.DOWN, lane.status().detail()));
        } else if (lane.writtenOff() > 0) {
            all.add(
                    new Finding(
                            "scanner " + lane.name(),
                            Health.DEGRADED,
                            "it has not come back from "
                                    + lane.writtenOff()
                                    + " scans; update or remove its bundle"));
        }
    }

    private static Finding failed(BoundFilter filter) {
        return new Finding(
                "filter " + filter.name(),
                Health.DEGRADED,
                "it failed on "
                        + filter.failed()
                        + " accesses, which were scanned for that reason");
    }

    private static Finding heldUp(BoundFilter filter) {
        return new Finding(
                "filter " + filter.name(),
                Health.DEGRADED,
                "it did not come back from "
                        + filter.holdups()
                        + " accesses; who waited for one was answered by onError"
                        + (filter.isAsked() ? "" : "; it is asked no more and exempts nothing")
                        + ". Update or remove its bundle");
    }

    /** What a contributor says; one that fails to is a finding itself. */
    static List<Finding> of(HealthContributor contributor) {
        try {
            return contributor.findings();
        } catch (RuntimeException | LinkageError e) {
            String name = contributor.getClass().getName();
            return List.of(new Finding(name, Health.DEGRADED, "cannot tell its health: " + e));
        }
    }
}
