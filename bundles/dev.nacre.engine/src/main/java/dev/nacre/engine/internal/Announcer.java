/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The line that says that the guard stands, for people and for scripts that wait for it. */
final class Announcer {
    private Map<String, List<BytePath>> announced = Map.of();

    /** Nothing is guarded any more; what comes is said anew. */
    void forget() {
        announced = Map.of();
    }

    /**
     * Says what is guarded where that has changed.
     *
     * @param guarded by the watch's name
     * @return whether it has changed
     */
    boolean announce(Map<String, List<BytePath>> guarded) {
        if (guarded.equals(announced)) {
            return false;
        }
        announced = guarded;
        String paths =
                guarded.values().stream()
                        .flatMap(List::stream)
                        .map(BytePath::toString)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
        System.out.println(paths.isEmpty() ? "guarding nothing" : "guarding: " + paths);
        System.out.flush();
        return true;
    }
}
