/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.scan.Lane;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A watch with the scanners and filters that it has chosen.
 *
 * @param watch what was configured
 * @param lanes scanners, the one ranked highest first
 * @param filters in the order they are asked
 * @param kinds the accesses that are scanned
 */
public record GuardedWatch(
        Watch watch, List<Lane> lanes, List<BoundFilter> filters, Set<AccessKind> kinds) {
    public GuardedWatch {
        lanes = List.copyOf(lanes);
        filters = List.copyOf(filters);
        kinds = EnumSet.copyOf(kinds);
    }

    public GuardedWatch(Watch watch, List<Lane> lanes, List<BoundFilter> filters) {
        this(watch, lanes, filters, kinds(watch));
    }

    /** The scanner that judges now: of those that are present the one ranked highest; else null. */
    public Lane lane() {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).present()) {
                return lanes.get(i);
            }
        }
        return null;
    }

    public boolean caches() {
        return watch.cache() != CacheMode.NONE;
    }

    private static Set<AccessKind> kinds(Watch watch) {
        Set<AccessKind> kinds = kinds(watch.scanOn());
        if (watch.arrivals()) {
            kinds.add(AccessKind.ARRIVE);
        }
        return kinds;
    }

    /** The accesses that are scanned, but for arrivals. */
    static Set<AccessKind> kinds(ScanOn scanOn) {
        return switch (scanOn) {
            case MODIFY -> EnumSet.of(AccessKind.MODIFY);
            case WRITE -> EnumSet.of(AccessKind.CLOSE_WRITE);
            case WRITE_EXEC -> EnumSet.of(AccessKind.CLOSE_WRITE, AccessKind.EXECUTE);
            case CLOSE_EXEC ->
                    EnumSet.of(AccessKind.CLOSE_WRITE, AccessKind.CLOSE_READ, AccessKind.EXECUTE);
            case OPEN_EXEC ->
                    EnumSet.of(AccessKind.CLOSE_WRITE, AccessKind.OPEN, AccessKind.EXECUTE);
            case ACCESS_EXEC ->
                    EnumSet.of(AccessKind.CLOSE_WRITE, AccessKind.READ, AccessKind.EXECUTE);
        };
    }
}
