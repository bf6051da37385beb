/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.util.List;

/**
 * A watch and what is guarded by it.
 *
 * @param watch what was asked for
 * @param guarded the paths that are guarded now
 */
public record WatchStatus(Watch watch, List<BytePath> guarded) {
    public WatchStatus {
        guarded = List.copyOf(guarded);
    }
}
