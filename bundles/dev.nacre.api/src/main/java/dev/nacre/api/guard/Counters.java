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
    /**
     * Copies the maps.
     *
     * @param events the value for the {@code events} component
     * @param permissionEvents the value for the {@code permissionEvents} component
     * @param scans the value for the {@code scans} component
     * @param cacheHits the value for the {@code cacheHits} component
     * @param coalesced the value for the {@code coalesced} component
     * @param infected the value for the {@code infected} component
     * @param denied the value for the {@code denied} component
     * @param waiting the value for the {@code waiting} component
     * @param queued the value for the {@code queued} component
     * @param cached the value for the {@code cached} component
     * @param left the value for the {@code left} component
     * @param exempt the value for the {@code exempt} component
     * @param unscanned the value for the {@code unscanned} component
     * @param dropped the value for the {@code dropped} component
     */
    public Counters {
        exempt = Map.copyOf(exempt);
        unscanned = Map.copyOf(unscanned);
        dropped = Map.copyOf(dropped);
    }

    /**
     * Of a guard that leaves nothing to the kernel.
     *
     * @param events the value for the {@code events} component
     * @param permissionEvents the value for the {@code permissionEvents} component
     * @param scans the value for the {@code scans} component
     * @param cacheHits the value for the {@code cacheHits} component
     * @param coalesced the value for the {@code coalesced} component
     * @param infected the value for the {@code infected} component
     * @param denied the value for the {@code denied} component
     * @param waiting the value for the {@code waiting} component
     * @param queued the value for the {@code queued} component
     * @param cached the value for the {@code cached} component
     * @param exempt the value for the {@code exempt} component
     * @param unscanned the value for the {@code unscanned} component
     * @param dropped the value for the {@code dropped} component
     */
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
