/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.MountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns watches into marks, again and again: see {@link Round} for one time. For one thread at a
 * time.
 */
final class Guarding {
    private final Features features;
    private final Posts posts;
    private final ExemptMarks exempt;

    Guarding(Features features, Posts posts) {
        this.features = features;
        this.posts = posts;
        this.exempt = new ExemptMarks(posts.group(), features);
    }

    /** As {@link dev.nacre.api.event.EventSource#exempt}. Any thread. */
    void exempt(Set<BytePath> folders, Set<BytePath> kept) {
        exempt.want(folders, kept);
    }

    /** The folders of which nothing is reported now. Any thread. */
    List<BytePath> unreported() {
        return exempt.standing();
    }

    /**
     * Marks what these watches need and nothing else.
     *
     * @param table of mounts, as of now
     * @param byName what needs no mark here
     */
    SourceStatus guard(List<Watch> watches, MountTable table, ByName byName) {
        try (Round round = new Round(features, table, posts, byName)) {
            watches.forEach(round::look);
            round.mark();
            posts.retain(table);
            exempt.look(table);
            List<Finding> findings = new ArrayList<>(round.findings());
            findings.addAll(exempt.findings());
            return new SourceStatus(
                    round.guarded(),
                    features.permission(),
                    findings,
                    0,
                    false,
                    round.marked(),
                    exempt.standing());
        }
    }
}
