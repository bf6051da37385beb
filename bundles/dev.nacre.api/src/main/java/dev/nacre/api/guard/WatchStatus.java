/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import dev.nacre.api.event.Marked;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.util.List;

/**
 * A watch and what is guarded by it.
 *
 * @param watch what was asked for
 * @param guarded the paths that are guarded now
 * @param marked how the kernel was told of them, and of what is mounted below
 * @param generation number of the policy that it is of; 0 where that is not told
 */
public record WatchStatus(
        Watch watch, List<BytePath> guarded, List<Marked> marked, long generation) {
    /**
     * Copies the lists.
     *
     * @param watch the value for the {@code watch} component
     * @param guarded the value for the {@code guarded} component
     * @param marked the value for the {@code marked} component
     * @param generation the value for the {@code generation} component
     */
    public WatchStatus {
        guarded = List.copyOf(guarded);
        marked = List.copyOf(marked);
    }

    /**
     * Of a watch of which it is not told by which policy.
     *
     * @param watch the value for the {@code watch} component
     * @param guarded the value for the {@code guarded} component
     * @param marked the value for the {@code marked} component
     */
    public WatchStatus(Watch watch, List<BytePath> guarded, List<Marked> marked) {
        this(watch, guarded, marked, 0);
    }

    /**
     * Of a watch of which it is not told how, either.
     *
     * @param watch the value for the {@code watch} component
     * @param guarded the value for the {@code guarded} component
     */
    public WatchStatus(Watch watch, List<BytePath> guarded) {
        this(watch, guarded, List.of());
    }
}
