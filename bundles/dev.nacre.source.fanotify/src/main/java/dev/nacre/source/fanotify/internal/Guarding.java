/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.MountTable;
import java.io.IOException;
import java.util.List;

/**
 * Turns watches into marks, again and again: see {@link Round} for one time. For one thread at a
 * time.
 */
final class Guarding {
    private final Features features;
    private final Mounts mounts;
    private final Marks marks;
    private final Trees trees;

    Guarding(Features features, Mounts mounts, Group group, Trees trees) {
        this.features = features;
        this.mounts = mounts;
        this.marks = new Marks(group);
        this.trees = trees;
    }

    /**
     * Marks what these watches need and nothing else.
     *
     * @throws IOException where the mount table cannot be read; what stood still stands
     */
    SourceStatus guard(List<Watch> watches) throws IOException {
        MountTable table = mounts.refresh();
        try (Round round = new Round(features, table, marks, trees)) {
            watches.forEach(round::look);
            round.mark();
            return new SourceStatus(
                    round.guarded(),
                    features.permission(),
                    round.findings(),
                    0,
                    round.marked(),
                    List.of());
        }
    }
}
