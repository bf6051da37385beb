/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources that are no longer needed, and that somebody may still wait for: a source that ended then
 * would let him pass. First they are told to watch nothing; they end when all are answered. One
 * thread calls {@link #part} and {@link #proceed}.
 */
final class Farewells {
    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);

    /** Above the longest deadline, ten minutes: then all have been answered. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(11);

    /** At the end of the engine all are answered already: so long their threads may take. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private record Farewell(EventSource source, long since) {}

    private final LongSupplier clock;
    private final List<Farewell> farewells = new CopyOnWriteArrayList<>();

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Farewells(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes over a source that another has taken over from. */
    void part(Work work) {
        retire(work.source());
        farewells.add(new Farewell(work.source(), clock.getAsLong()));
        proceed();
    }

    /** Ends those that nobody waits for any more. */
    void proceed() {
        for (Farewell farewell : farewells) {
            boolean over = clock.getAsLong() - farewell.since > LONGEST_NANOS;
            if (over || farewell.source.waiting() == 0) {
                farewells.remove(farewell);
                stop(farewell.source);
            }
        }
    }

    /** Those that have not ended. Any thread. */
    List<EventSource> sources() {
        return farewells.stream().map(Farewell::source).toList();
    }

    /** Has nobody begin to wait for a source. */
    static void retire(EventSource source) {
        try {
            if (source.status().prevents()) {
                source.guard(List.of());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Event source {} could not be retired; it is ended", source.name(), e);
        }
    }

    /** Ends a source as soon as those are answered that it has reported; bounded in time. */
    static void end(EventSource source) {
        long end = System.nanoTime() + END_NANOS;
        while (source.waiting() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        stop(source);
    }

    private static void stop(EventSource source) {
        try {
            source.stop();
            LOG.info("Event source {} has ended", source.name());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Event source {} could not be ended; restart the host", source.name(), e);
        }
    }
}
