/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSource;
import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A source that is at work, and what it reports to.
 *
 * @param sink this source's own
 */
record Work(EventSource source, SourceSink sink) {
    static Work begin(EventSource source, SourceSink sink) throws IOException {
        source.start(sink);
        return new Work(source, sink);
    }

    /** Whether all that another source guards is guarded by this one. */
    boolean covers(Work other) {
        Map<String, List<BytePath>> mine = source.status().guarded();
        return other.source.status().guarded().entrySet().stream()
                .allMatch(watch -> cover(mine.get(watch.getKey()), watch.getValue()));
    }

    private static boolean cover(List<BytePath> mine, List<BytePath> others) {
        return others.stream()
                .allMatch(folder -> mine != null && mine.stream().anyMatch(folder::isWithin));
    }
}
