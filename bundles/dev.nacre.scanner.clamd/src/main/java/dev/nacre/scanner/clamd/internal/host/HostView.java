/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.util.Set;

/**
 * How one clamd is, at one moment.
 *
 * @param name where it listens
 * @param state whether scans can be sent to it
 * @param reason why not; empty where they can
 * @param settled whether the first attempt to connect has ended
 * @param everUp whether it ever answered
 * @param version its answer to VERSION; kept while it is down
 * @param epoch which signatures it has; kept while it is down; empty where it never answered
 * @param capacity scans that are sent to it at once
 * @param processes its processes here, while connected
 * @param maxFileSize larger files are not sent to it, in bytes
 * @param absent not installed, and not expected
 */
public record HostView(
        String name,
        State state,
        String reason,
        boolean settled,
        boolean everUp,
        String version,
        String epoch,
        int capacity,
        Set<Integer> processes,
        long maxFileSize,
        boolean absent) {
    /** Whether scans can be sent. */
    public enum State {
        /** At least one connection is there. */
        READY,
        /** None is there, one is being made: worth waiting. */
        TRYING,
        /** None is there, and the last attempt failed. */
        DOWN
    }
}
