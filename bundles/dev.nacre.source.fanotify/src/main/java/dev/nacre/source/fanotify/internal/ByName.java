/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;

import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.FileSystems;
import java.util.Set;

/**
 * Where {@link Arrivals} tells of what was written, so that no descriptor has to be opened for it.
 *
 * @param ground on which it does
 * @param devices of the file systems that do
 */
record ByName(Ground ground, Set<Long> devices) {
    static final ByName NONE = new ByName(Ground.NONE, Set.of());

    /**
     * Whether a watch's writes in a place can be told by name: all that is found there is then
     * judged by its times.
     */
    static boolean suits(Watch watch, Place place, Features features) {
        return features.renames()
                && watch.arrivals()
                && watch.scanOn() != ScanOn.MODIFY
                && Granting.kinds(watch, features).get(0) == MarkMode.FILESYSTEM
                && FileSystems.timely(place.folder());
    }

    /** The events that a watch needs in a place beside. */
    long rest(Watch watch, Place place, Features features) {
        long all = Masks.of(watch, features);
        boolean told =
                devices.contains(place.device())
                        && ground.holds(place.canonical())
                        && suits(watch, place, features);
        return told ? all & ~FAN_CLOSE_WRITE : all;
    }
}
