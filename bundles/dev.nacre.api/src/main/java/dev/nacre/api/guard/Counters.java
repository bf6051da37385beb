/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import java.util.Map;

/**
 * What was done since the start, in numbers that only grow but for {@code waiting}, {@code queued},
 * {@code cached} and {@code left}.
 *
 * @param events accesses reported
 * @param permissionEvents those among them that waited for an answer
 * @param scans scans that were finished
 * @param cacheHits accesses settled by a verdict given before
 * @param coalesced accesses that shared another's scan
 * @param infected accesses to infected files
 * @param denied accesses refused
 * @param waiting accesses that wait for an answer now
 * @param queued scans that wait for a scanner now
 * @param cached verdicts kept now
 * @param left files whose openings are left to the kernel now
 * @param exempt accesses that needed no scan, by reason
 * @param unscanned accesses that needed a scan and got none, by reason
 * @param dropped notifications that did not fit a notifier's queue, by notifier
 */
public record Counters(
        long events,
        long permissionEvents,
        long scans,
        long cacheHits,
        long coalesced,
        long infected,
        long denied,
        long waiting,
        long queued,
        long cached,
        long left,
        Map<String, Long> exempt,
        Map<String, Long> unscanned,
        Map<String, Long> dropped) {
    public Counters {
        exempt = Map.copyOf(exempt);
        unscanned = Map.copyOf(unscanned);
        dropped = Map.copyOf(dropped);
    }

    /** Of a guard that leaves nothing to the kernel. */
    public Counters(
            long events,
            long permissionEvents,
            long scans,
            long cacheHits,
            long coalesced,
            long infected,
            long denied,
            long waiting,
            long queued,
            long cached,
            Map<String, Long> exempt,
            Map<String, Long> unscanned,
            Map<String, Long> dropped) {
        this(
                events,
                permissionEvents,
                scans,
                cacheHits,
                coalesced,
                infected,
                denied,
                waiting,
                queued,
                cached,
                0,
                exempt,
                unscanned,
                dropped);
    }
}
