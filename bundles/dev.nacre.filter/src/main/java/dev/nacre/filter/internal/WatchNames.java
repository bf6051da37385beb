/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.api.watch.Watch;
import java.util.Set;

/**
 * The watches that a filter serves.
 *
 * @param all whether it serves every watch
 * @param names the watches it serves where it does not serve all
 */
public record WatchNames(boolean all, Set<String> names) {
    private static final String ALL = "*";

    public WatchNames {
        names = Set.copyOf(names);
    }

    /** Reads the key {@code watches}: names of watches, {@code *} for all. */
    public static WatchNames of(Settings settings) {
        Set<String> names = Set.copyOf(settings.texts("watches"));
        return new WatchNames(names.contains(ALL), names);
    }

    /** Whether the filter serves this watch. */
    public boolean include(Watch watch) {
        return all || names.contains(watch.name());
    }
}
