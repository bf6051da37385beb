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
    public WatchStatus {
        guarded = List.copyOf(guarded);
        marked = List.copyOf(marked);
    }

    /** Of a watch of which it is not told by which policy. */
    public WatchStatus(Watch watch, List<BytePath> guarded, List<Marked> marked) {
        this(watch, guarded, marked, 0);
    }

    /** Of a watch of which it is not told how, either. */
    public WatchStatus(Watch watch, List<BytePath> guarded) {
        this(watch, guarded, List.of());
    }
}
