/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.filesystem;

import dev.nacre.api.config.Settings;
import dev.nacre.filter.internal.WatchNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one file system filter. Immutable; what a match reports is made beforehand.
 *
 * @param watches those that the rules are for
 * @param types what to report, by type
 */
record FilesystemRules(WatchNames watches, Map<String, Optional<String>> types) {
    FilesystemRules {
        types = Map.copyOf(types);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static FilesystemRules of(Settings settings) {
        Map<String, Optional<String>> types = new HashMap<>();
        for (String type : settings.texts("types")) {
            if (!type.matches("[A-Za-z0-9_.-]+")) {
                settings.problem(
                        "types", type, "allowed are names as in the third column of /proc/mounts");
            }
            types.put(type, Optional.of("type " + type));
        }
        return new FilesystemRules(WatchNames.of(settings), types);
    }

    /** What the rule for a type reports; empty where there is none, or the type is not known. */
    Optional<String> match(Optional<String> type) {
        return type.isEmpty() ? type : types.getOrDefault(type.get(), Optional.empty());
    }
}
