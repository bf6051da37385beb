/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.process;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one process filter that go by control group, which the kernel hands on to all that a
 * process starts. Immutable; what a match reports is made beforehand.
 */
final class GroupRules {
    private record Prefix(BytePath path, Optional<String> report) {}

    private final List<Prefix> prefixes;

    /** What to report, by the name of a unit. */
    private final Map<BytePath, Optional<String>> units;

    private GroupRules(List<Prefix> prefixes, Map<BytePath, Optional<String>> units) {
        this.prefixes = List.copyOf(prefixes);
        this.units = Map.copyOf(units);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static GroupRules of(Settings settings) {
        List<Prefix> prefixes = new ArrayList<>();
        for (BytePath path : settings.paths("cgroups")) {
            prefixes.add(new Prefix(path, Optional.of("cgroup " + path)));
        }
        Map<BytePath, Optional<String>> units = new HashMap<>();
        for (String unit : settings.texts("units")) {
            if (!Units.isName(unit)) {
                settings.problem(
                        "units",
                        unit,
                        "allowed are whole names such as nextcloud.service or user-1000.slice");
            }
            units.put(BytePath.of(unit), Optional.of("unit " + unit));
        }
        return new GroupRules(prefixes, units);
    }

    /**
     * What the first rule that matches a control group reports; empty where none does.
     *
     * @param group {@code null} where unknown
     */
    Optional<String> firstMatch(BytePath group) {
        if (group == null) {
            return Optional.empty();
        }
        for (Prefix prefix : prefixes) {
            if (group.isWithin(prefix.path())) {
                return prefix.report();
            }
        }
        return units.isEmpty() ? Optional.empty() : Units.find(group, units);
    }
}
