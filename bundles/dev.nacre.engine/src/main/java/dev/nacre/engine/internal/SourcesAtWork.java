/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.Marked;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.engine.internal.policy.ExemptFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The event sources at work: one, but for a takeover, and those that somebody still waits for. What
 * is said to them is said to all, what is asked is asked of the one. {@link SourceDriver} changes
 * which they are; all else may be called by any thread.
 */
final class SourcesAtWork {
    private volatile Work current;

    /** The better one that is about to take over; else {@code null}. */
    private volatile Work successor;

    /** Those that another has taken over from, while somebody waits for them. */
    private final Farewells farewells;

    private int epoch;

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    SourcesAtWork(LongSupplier clock) {
        this.farewells = new Farewells(clock);
    }

    /** {@code null} where none is. */
    Work work() {
        return current;
    }

    /** The better one that is about to take over; else {@code null}. */
    Work successor() {
        return successor;
    }

    /** One alone is at work, or with {@code null} none. For the driver. */
    void use(Work next) {
        current = next;
        successor = null;
    }

    /** Another is about to take over, or with {@code null} is not after all. For the driver. */
    void follow(Work next) {
        successor = next;
    }

    /** Ends one that was at work when nobody waits for it any more. For the driver. */
    void part(Work left) {
        farewells.part(left);
    }

    /** Ends those that nobody waits for any more. For the driver. */
    void proceed() {
        farewells.proceed();
    }

    private List<EventSource> all() {
        List<EventSource> all = new ArrayList<>();
        for (Work work : new Work[] {successor, current}) {
            if (work != null && !all.contains(work.source())) {
                all.add(work.source());
            }
        }
        farewells.sources().stream().filter(source -> !all.contains(source)).forEach(all::add);
        return all;
    }

    /** As {@link EventSource#exempt}. */
    void exempt(ExemptFolders folders) {
        all().forEach(source -> source.exempt(folders.folders(), folders.kept()));
    }

    /** Voids what was left to the kernel. */
    void forget() {
        all().forEach(EventSource::forget);
    }

    /**
     * As {@link #forget}, where it was left in another epoch; when this returns, that is done. Not
     * for threads that read events.
     */
    synchronized void renew(int now) {
        if (now != epoch) {
            forget();
            epoch = now;
        }
    }

    /** As {@link EventSource#release}. */
    int release(BytePath folder) throws IOException {
        int released = 0;
        for (EventSource source : all()) {
            released += source.release(folder);
        }
        return released;
    }

    /** As {@link EventSource#relieve}. */
    List<Stall> relieve(Predicate<Thread> allows) {
        return all().stream().flatMap(source -> source.relieve(allows).stream()).toList();
    }

    /** From now on nobody begins to wait for a source. For the end. */
    void retire() {
        all().forEach(Farewells::retire);
    }

    /** Ends all; who waits should have been answered. */
    void stop() {
        all().forEach(Farewells::end);
        use(null);
    }

    Optional<EventSource> current() {
        return Optional.ofNullable(current).map(Work::source);
    }

    Optional<SourceStatus> status() {
        return current().map(EventSource::status);
    }

    /** What is guarded, by the watch's name. */
    Map<String, List<BytePath>> guarded() {
        return status().map(SourceStatus::guarded).orElse(Map.of());
    }

    /** How the kernel was told of it, by the watch's name. */
    Map<String, List<Marked>> marked() {
        return status().map(SourceStatus::marked).orElse(Map.of());
    }

    /** The folders of which nothing is reported now. */
    List<BytePath> unreported() {
        return status().map(SourceStatus::unreported).orElse(List.of());
    }

    /** As {@link SourceStatus#partial}. */
    boolean partial() {
        return status().map(SourceStatus::partial).orElse(false);
    }
}
