/* SPDX-License-Identifier: Apache-2.0 */
package org.example.buildtree;

import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which programs are exempt in which folders. Both must hold: the folder is asked first, as it
 * costs least.
 *
 * @param folders canonical
 * @param programs by the file that they run, the rule as people are told it
 */
record Rules(List<BytePath> folders, Map<BytePath, Optional<String>> programs) {
    static Rules of(Settings settings) {
        Set<BytePath> programs = Set.copyOf(settings.paths("programs"));
        return new Rules(
                settings.paths("folders"),
                programs.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        program -> program,
                                        program -> Optional.of("build by " + program))));
    }

    Optional<String> exempt(Access access) {
        return lies(access.location())
                ? access.process()
                        .map(Accessor::executable)
                        .flatMap(program -> programs.getOrDefault(program, Optional.empty()))
                : Optional.empty();
    }

    /** A path that another mount namespace gave is nobody's word, and exempts nothing. */
    private boolean lies(Location location) {
        return location.ours() && folders.stream().anyMatch(location.canonical()::isWithin);
    }
}
