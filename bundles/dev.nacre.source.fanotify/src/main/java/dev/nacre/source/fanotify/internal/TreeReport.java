/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How far the trees are marked, and what could not be. One thread writes, any reads. */
final class TreeReport {
    /**
     * @param deaf why the kernel tells nothing of new folders; {@code null} where it does
     * @param failure the first folder that could not be marked, and why; {@code null} without one
     */
    private record State(long folders, long failures, String failure, String deaf) {
        static final State NEW = new State(0, 0, null, null);
    }

    private final Map<TreeRoot, State> states = new ConcurrentHashMap<>();

    void retain(Set<TreeRoot> roots) {
        states.keySet().retainAll(roots);
    }

    /** A tree is gone through from its beginning. */
    void begin(TreeRoot root) {
        states.put(root, State.NEW);
    }

    void marked(TreeRoot root) {
        states.computeIfPresent(
                root, (r, s) -> new State(s.folders + 1, s.failures, s.failure, s.deaf));
    }

    void failed(TreeRoot root, BytePath folder, String why) {
        states.computeIfPresent(
                root,
                (r, s) ->
                        new State(
                                s.folders,
                                s.failures + 1,
                                s.failure == null ? folder + ": " + why : s.failure,
                                s.deaf));
    }

    void deaf(TreeRoot root, String why) {
        states.computeIfPresent(root, (r, s) -> new State(s.folders, s.failures, s.failure, why));
    }

    /** Whether the tree has to be gone through anew, as nobody will tell of what is missing. */
    boolean isIncomplete(TreeRoot root) {
        State state = state(root);
        return state.deaf != null || state.failures > 0;
    }

    long folders(TreeRoot root) {
        return state(root).folders;
    }

    Optional<String> trouble(TreeRoot root) {
        State state = state(root);
        if (state.failures > 0) {
            return Optional.of(
                    state.failures
                            + " folders in "
                            + root.path()
                            + " cannot be marked, and accesses to files in them are not seen; the"
                            + " first is "
                            + state.failure
                            + ". Choose another mark");
        }
        if (state.deaf != null) {
            return Optional.of(
                    "The kernel tells of no new folders in "
                            + root.path()
                            + " ("
                            + state.deaf
                            + "): they are looked for every "
                            + TreeKeeper.AGAIN_SECONDS
                            + " s. Choose another mark, where one can be had");
        }
        return Optional.empty();
    }

    private State state(TreeRoot root) {
        return states.getOrDefault(root, State.NEW);
    }
}
