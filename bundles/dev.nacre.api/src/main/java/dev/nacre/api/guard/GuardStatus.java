/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.scan.ScannerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the guard is.
 *
 * @param health the worst of all findings
 * @param findings what is not as it should be
 * @param since when the guard started
 * @param generation number of the policy in force; grows by one with each change
 * @param source name of the event source in use; empty where there is none
 * @param prevents whether accesses can be made to wait for a verdict
 * @param scanner name of the scanner that judges for the first watch, or without a watch of the one
 *     ranked highest; empty where there is none
 * @param scannerStatus how that scanner is
 * @param counters what was done since the start
 * @param filters those that are there, in the order they are asked
 */
public record GuardStatus(
        Health health,
        List<Finding> findings,
        Instant since,
        long generation,
        Optional<String> source,
        boolean prevents,
        Optional<String> scanner,
        Optional<ScannerStatus> scannerStatus,
        Counters counters,
        List<FilterStatus> filters) {
    /**
     * Copies the lists.
     *
     * @param health the value for the {@code health} component
     * @param findings the value for the {@code findings} component
     * @param since the value for the {@code since} component
     * @param generation the value for the {@code generation} component
     * @param source the value for the {@code source} component
     * @param prevents the value for the {@code prevents} component
     * @param scanner the value for the {@code scanner} component
     * @param scannerStatus the value for the {@code scannerStatus} component
     * @param counters the value for the {@code counters} component
     * @param filters the value for the {@code filters} component
     */
    public GuardStatus {
        findings = List.copyOf(findings);
        filters = List.copyOf(filters);
    }

    /**
     * Of a guard without filters.
     *
     * @param health the value for the {@code health} component
     * @param findings the value for the {@code findings} component
     * @param since the value for the {@code since} component
     * @param generation the value for the {@code generation} component
     * @param source the value for the {@code source} component
     * @param prevents the value for the {@code prevents} component
     * @param scanner the value for the {@code scanner} component
     * @param scannerStatus the value for the {@code scannerStatus} component
     * @param counters the value for the {@code counters} component
     */
    public GuardStatus(
            Health health,
            List<Finding> findings,
            Instant since,
            long generation,
            Optional<String> source,
            boolean prevents,
            Optional<String> scanner,
            Optional<ScannerStatus> scannerStatus,
            Counters counters) {
        this(
                health,
                findings,
                since,
                generation,
                source,
                prevents,
                scanner,
                scannerStatus,
                counters,
                List.of());
    }
}
