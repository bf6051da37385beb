/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.scan;

import java.util.Set;

/**
 * How a scanner is.
 *
 * @param state whether it can judge
 * @param epoch engine and signature version in the scanner's own words; when it changes, no earlier
 *     verdict holds
 * @param detail for people: where it is, or why it cannot judge and what to do
 * @param parallelism how many scans it takes at once, at least 1
 * @param processes ids of local processes whose accesses are the scanner's own, known from the
 *     kernel (unix(7), SO_PEERCRED) and only while connected
 */
public record ScannerStatus(
        State state, String epoch, String detail, int parallelism, Set<Integer> processes) {
    /**
     * Copies the set.
     *
     * @param state the value for the {@code state} component
     * @param epoch the value for the {@code epoch} component
     * @param detail the value for the {@code detail} component
     * @param parallelism the value for the {@code parallelism} component
     * @param processes the value for the {@code processes} component
     * @throws IllegalArgumentException where the parallelism is less than 1
     */
    public ScannerStatus {
        processes = Set.copyOf(processes);
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism is at least 1, not " + parallelism);
        }
    }

    /** Whether a scanner can judge. */
    public enum State {
        /** It judges. */
        UP,
        /** It is expected to judge and cannot. */
        DOWN,
        /** It is not installed here, and nobody expects it to judge. */
        ABSENT
    }
}
