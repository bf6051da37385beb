/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.util.Set;

/**
 * What one clamd has said of itself, and what is known without asking it.
 *
 * @param version its answer to VERSION; empty where it never answered
 * @param epoch which signatures it has; empty where it never answered
 * @param maxThreads scans it does at once
 * @param processes its processes here, while connected
 * @param maxFileSize it does not look at all of larger files, in bytes
 * @param absent not installed, and not expected
 */
record Facts(
        String version,
        String epoch,
        int maxThreads,
        Set<Integer> processes,
        long maxFileSize,
        boolean absent) {
    Facts {
        processes = Set.copyOf(processes);
    }
}
