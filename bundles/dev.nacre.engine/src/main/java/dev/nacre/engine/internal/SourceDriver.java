/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

    private final SourcesAtWork atWork;
    private final EventSink sink;
    private final Services<EventSource> sources;
    private final Supplier<List<Watch>> watches;
    private final LongSupplier clock;
    private final Attempts attempts = new Attempts();
    private final Announcer announcer = new Announcer();
    private final Absence absence = new Absence();
    private long since;

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    SourceDriver(
            SourcesAtWork atWork,
            EventSink sink,
            Services<EventSource> sources,
            Supplier<List<Watch>> watches,
            LongSupplier clock) {
        this.atWork = atWork;
        this.sink = sink;
        this.sources = sources;
        this.watches = watches;
        this.clock = clock;
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
        atWork.proceed();
        leave(there);
        Work work = atWork.work();
        if (work == null && !wanted.isEmpty()) {
            begin(start(there));
        } else if (work != null && atWork.successor() == null) {
            lookForBetter(work, there);
        }
        if (atWork.work() == null) {
            return false;
        }
        atWork.work().source().guard(wanted);
        if (atWork.successor() != null) {
            takeOver(atWork.work(), atWork.successor(), wanted);
        } else if (clock.getAsLong() - since > ECHO_NANOS) {
            atWork.work().sink().overlap(null);
        }
        return announcer.announce(atWork.guarded());
    }

    /** Ends those whose service is gone, the one at work only where no other can take over. */
    private void leave(List<EventSource> there) {
        Work successor = atWork.successor();
        if (successor != null && !there.contains(successor.source())) {
            atWork.part(successor);
            atWork.follow(null);
            successor = null;
        }
        Work left = atWork.work();
        if (left == null || there.contains(left.source())) {
            absence.end();
            return;
        }
        long now = clock.getAsLong();
        absence.begin(left.source(), now);
        boolean idle = atWork.guarded().values().stream().allMatch(List::isEmpty);
        boolean tooLong =
                successor == null
                        ? absence.isTooLong(now)
                        : !absence.isShorterThan(TAKEOVER_NANOS, now);
        if (idle || tooLong) {
            begin(successor);
            atWork.part(left);
            announcer.forget();
            sink.lost("source-ended");
        }
    }

    private void begin(Work next) {
        atWork.use(next);
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

    private void lookForBetter(Work current, List<EventSource> there) {
        long now = clock.getAsLong();
        List<EventSource> candidates =
                absence.lasts()
                        ? absence.standIns(there, current.source(), now)
                        : there.subList(0, there.indexOf(current.source()));
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
            atWork.follow(next);
        }
    }

    private void takeOver(Work before, Work next, List<Watch> wanted) {
        next.source().guard(wanted);
        if (next.covers(before)) {
            begin(next);
            atWork.part(before);
            since = clock.getAsLong();
        } else if (clock.getAsLong() - since > TAKEOVER_NANOS) {
            atWork.follow(null);
            atWork.part(next);
            before.sink().overlap(null);
            failed(
                    next.source(),
                    "it does not guard all that "
                            + before.source().name()
                            + " guards, which stays at work; see the findings about the watches");
        }
    }

    /** Ends all; who waits should have been answered. */
    void stop() {
        atWork.stop();
        announcer.forget();
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(attempts.findings());
        Optional<SourceStatus> status = atWork.status();
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
