/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.Marked;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.ExemptFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best event source that this machine allows at work. One thread calls {@link #drive}.
 */
final class SourceDriver {
    private static final Logger LOG = LoggerFactory.getLogger(SourceDriver.class);

    private final EventSink sink;
    private final Services<EventSource> sources;
    private final Supplier<List<Watch>> watches;
    private volatile EventSource current;
    private volatile List<Finding> refusals = List.of();
    private Map<String, List<BytePath>> announced = Map.of();
    private int epoch;

    SourceDriver(EventSink sink, Services<EventSource> sources, Supplier<List<Watch>> watches) {
        this.sink = sink;
        this.sources = sources;
        this.watches = watches;
    }

    /**
     * Chooses a source, tells it what to guard, and tries anew what could not be had.
     *
     * @return whether what is guarded has changed
     */
    boolean drive() {
        List<Watch> wanted = watches.get();
        List<EventSource> there = sources.matching("");
        if (current != null && !there.contains(current)) {
            stop();
            sink.lost("source-ended");
        }
        if (current == null && !wanted.isEmpty()) {
            current = start(there);
        }
        EventSource source = current;
        if (source == null) {
            return false;
        }
        source.guard(wanted);
        return announce(source.status().guarded());
    }

    private EventSource start(List<EventSource> there) {
        List<Finding> refused = new ArrayList<>();
        for (EventSource source : there) {
            try {
                source.start(sink);
                refusals = refused;
                LOG.info("Event source {} is at work", source.name());
                return source;
            } catch (IOException | RuntimeException | LinkageError e) {
                refused.add(
                        new Finding("source " + source.name(), Health.DEGRADED, e.getMessage()));
            }
        }
        if (!refused.equals(refusals)) {
            refused.forEach(finding -> LOG.error("{}: {}", finding.subject(), finding.message()));
        }
        refusals = refused;
        return null;
    }

    /** The line that says that the guard stands is for people and for scripts that wait for it. */
    private boolean announce(Map<String, List<BytePath>> guarded) {
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

    /** As {@link EventSource#exempt}. Any thread. */
    void exempt(ExemptFolders folders) {
        EventSource source = current;
        if (source != null) {
            source.exempt(folders.folders(), folders.kept());
        }
    }

    /** The folders of which nothing is reported now. */
    List<BytePath> unreported() {
        return current().map(EventSource::status).map(SourceStatus::unreported).orElse(List.of());
    }

    /** Voids what was left to the kernel. Any thread. */
    void forget() {
        EventSource source = current;
        if (source != null) {
            source.forget();
        }
    }

    /** As {@link EventSource#release}. */
    int release(BytePath folder) throws IOException {
        EventSource source = current;
        return source == null ? 0 : source.release(folder);
    }

    /**
     * As {@link #forget}, where it was left in another epoch; when this returns, that is done. Any
     * thread, but none that reads events.
     */
    synchronized void renew(int now) {
        if (now != epoch) {
            forget();
            epoch = now;
        }
    }

    /** As {@link EventSource#relieve}. Any thread. */
    List<Stall> relieve(Predicate<Thread> allows) {
        EventSource source = current;
        return source == null ? List.of() : source.relieve(allows);
    }

    void stop() {
        EventSource source = current;
        current = null;
        announced = Map.of();
        if (source != null) {
            source.stop();
            LOG.info("Event source {} has ended", source.name());
        }
    }

    Optional<EventSource> current() {
        return Optional.ofNullable(current);
    }

    /** What is guarded, by the watch's name. */
    Map<String, List<BytePath>> guarded() {
        return current().map(EventSource::status).map(SourceStatus::guarded).orElse(Map.of());
    }

    /** How the kernel was told of it, by the watch's name. */
    Map<String, List<Marked>> marked() {
        return current().map(EventSource::status).map(SourceStatus::marked).orElse(Map.of());
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(refusals);
        EventSource source = current;
        if (source != null) {
            all.addAll(source.status().findings());
        } else if (!watches.get().isEmpty()) {
            all.add(
                    new Finding(
                            "source",
                            Health.DOWN,
                            "no event source can work here: nothing is guarded; run as root on a"
                                    + " kernel with fanotify"));
        }
        return all;
    }
}
