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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best event source that this machine allows at work. Where a better one comes, it is
 * started beside the one at work, which ends when the better one guards all that it guarded, and
 * when whoever waits for it has been answered. Where the service of the one at work goes, it stays
 * at work until another has taken over likewise: first one of its own name is waited for, as its
 * bundle may be back in a moment. One thread calls {@link #drive}.
 */
final class SourceDriver {
    private static final Logger LOG = LoggerFactory.getLogger(SourceDriver.class);

    /** How long a source may take to guard what the one before guards. */
    private static final long TAKEOVER_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** How long after its end events of a source, or of the other, may still be on their way. */
    private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final EventSink sink;
    private final Services<EventSource> sources;
    private final Supplier<List<Watch>> watches;
    private final LongSupplier clock;
    private final Attempts attempts = new Attempts();
    private final Announcer announcer = new Announcer();
    private volatile Work current;

    /** The better one that is about to take over; else {@code null}. */
    private volatile Work successor;

    private volatile long since;

    /** Those that another has taken over from, while somebody waits for them. */
    private final Farewells farewells;

    private final Absence absence = new Absence();

    private int epoch;

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    SourceDriver(
            EventSink sink,
            Services<EventSource> sources,
            Supplier<List<Watch>> watches,
            LongSupplier clock) {
        this.sink = sink;
        this.sources = sources;
        this.watches = watches;
        this.clock = clock;
        this.farewells = new Farewells(clock);
    }

    /**
     * Chooses a source, tells it what to guard, and tries anew what could not be had.
     *
     * @return whether what is guarded has changed
     */
    boolean drive() {
        List<Watch> wanted = watches.get();
        List<EventSource> there = sources.matching("");
        attempts.keep(there);
        farewells.proceed();
        leave(there);
        if (current == null && !wanted.isEmpty()) {
            begin(start(there));
        } else if (current != null && successor == null) {
            lookForBetter(there);
        }
        Work work = current;
        if (work == null) {
            return false;
        }
        work.source().guard(wanted);
        if (successor != null) {
            takeOver(wanted);
        } else if (clock.getAsLong() - since > ECHO_NANOS) {
            work.sink().overlap(null);
        }
        return announcer.announce(current.source().status().guarded());
    }

    /** Ends those whose service is gone, the one at work only where no other can take over. */
    private void leave(List<EventSource> there) {
        if (successor != null && !there.contains(successor.source())) {
            farewells.part(successor);
            successor = null;
        }
        if (current == null || there.contains(current.source())) {
            absence.end();
            return;
        }
        long now = clock.getAsLong();
        absence.begin(current.source(), now);
        boolean idle =
                current.source().status().guarded().values().stream().allMatch(List::isEmpty);
        boolean tooLong =
                successor == null
                        ? absence.isTooLong(now)
                        : !absence.isShorterThan(TAKEOVER_NANOS, now);
        if (idle || tooLong) {
            Work left = current;
            begin(successor);
            farewells.part(left);
            announcer.forget();
            sink.lost("source-ended");
        }
    }

    private void begin(Work next) {
        current = next;
        successor = null;
        absence.end();
        if (next != null) {
            attempts.succeeded(next.source());
        }
    }

    /** The first that can; {@code null} where none can. */
    private Work start(List<EventSource> candidates) {
        for (EventSource source : candidates) {
            try {
                Work work = Work.begin(source, new SourceSink(sink));
                LOG.info("Event source {} is at work", source.name());
                return work;
            } catch (IOException | RuntimeException | LinkageError e) {
                failed(source, String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    private void failed(EventSource source, String why) {
        if (attempts.failed(source, why, clock.getAsLong())) {
            LOG.error("source {}: {}", source.name(), why);
        }
    }

    private void lookForBetter(List<EventSource> there) {
        long now = clock.getAsLong();
        EventSource atWork = current.source();
        List<EventSource> candidates =
                absence.lasts()
                        ? absence.standIns(there, atWork, now)
                        : there.subList(0, there.indexOf(atWork));
        List<EventSource> better =
                candidates.stream().filter(source -> attempts.due(source, now)).toList();
        if (better.isEmpty()) {
            return;
        }
        Work next = start(better);
        if (next != null) {
            Overlap overlap = new Overlap(next.sink());
            next.sink().overlap(overlap);
            current.sink().overlap(overlap);
            since = now;
            successor = next;
        }
    }

    private void takeOver(List<Watch> wanted) {
        Work next = successor;
        next.source().guard(wanted);
        if (next.covers(current)) {
            Work before = current;
            begin(next);
            farewells.part(before);
            since = clock.getAsLong();
        } else if (clock.getAsLong() - since > TAKEOVER_NANOS) {
            successor = null;
            farewells.part(next);
            current.sink().overlap(null);
            failed(
                    next.source(),
                    "it does not guard all that "
                            + current.source().name()
                            + " guards, which stays at work; see the findings about the watches");
        }
    }

    /** Those at work: one, but for a takeover, and those that somebody still waits for. */
    private List<EventSource> atWork() {
        List<EventSource> all = new ArrayList<>();
        for (Work work : new Work[] {successor, current}) {
            if (work != null && !all.contains(work.source())) {
                all.add(work.source());
            }
        }
        farewells.sources().stream().filter(source -> !all.contains(source)).forEach(all::add);
        return all;
    }

    /** As {@link EventSource#exempt}. Any thread. */
    void exempt(ExemptFolders folders) {
        atWork().forEach(source -> source.exempt(folders.folders(), folders.kept()));
    }

    /** The folders of which nothing is reported now. */
    List<BytePath> unreported() {
        return status().map(SourceStatus::unreported).orElse(List.of());
    }

    /** Voids what was left to the kernel. Any thread. */
    void forget() {
        atWork().forEach(EventSource::forget);
    }

    /** As {@link EventSource#release}. */
    int release(BytePath folder) throws IOException {
        int released = 0;
        for (EventSource source : atWork()) {
            released += source.release(folder);
        }
        return released;
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
        return atWork().stream().flatMap(source -> source.relieve(allows).stream()).toList();
    }

    /** From now on nobody begins to wait for a source. For the end. */
    void retire() {
        atWork().forEach(Farewells::retire);
    }

    /** Ends all; who waits should have been answered. */
    void stop() {
        atWork().forEach(Farewells::end);
        current = null;
        successor = null;
        announcer.forget();
    }

    Optional<EventSource> current() {
        return Optional.ofNullable(current).map(Work::source);
    }

    private Optional<SourceStatus> status() {
        return current().map(EventSource::status);
    }

    /** What is guarded, by the watch's name. */
    Map<String, List<BytePath>> guarded() {
        return status().map(SourceStatus::guarded).orElse(Map.of());
    }

    /** As {@link SourceStatus#partial}. */
    boolean partial() {
        return status().map(SourceStatus::partial).orElse(false);
    }

    /** How the kernel was told of it, by the watch's name. */
    Map<String, List<Marked>> marked() {
        return status().map(SourceStatus::marked).orElse(Map.of());
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(attempts.findings());
        Optional<SourceStatus> status = status();
        status.ifPresent(now -> all.addAll(now.findings()));
        if (status.isEmpty() && !watches.get().isEmpty()) {
            all.add(
                    new Finding(
                            "source",
                            Health.DOWN,
                            "no event source can work here: nothing is guarded; do what is said of"
                                    + " each, best for fanotify: run as root"));
        }
        return all;
    }
}
