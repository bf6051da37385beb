/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.engine.internal.scan.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Scanners that have gone a moment ago. Most often one is back soon: its bundle is updated, or its
 * configuration has changed. Until then, and no longer than a while, its place is kept, so that no
 * other judges which might not know what it knows. Any thread.
 */
final class Vacancies {
    /** Longer than an update takes, with a connection to clamd; half of a deadline as shipped. */
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Vacancy(Map<String, Object> properties, Lane lane, long since) {}

    private final Services<Lane> lanes;
    private final LongSupplier clock;
    private final List<Vacancy> vacancies = new CopyOnWriteArrayList<>();

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Vacancies(Services<Lane> lanes, LongSupplier clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /** A scanner has gone. Its lane stays among the others, where it was judged by at all. */
    synchronized void open(Map<String, Object> properties, Lane lane) {
        if (lane.present()) {
            lane.vacate();
            vacancies.add(new Vacancy(properties, lane, clock.getAsLong()));
        } else {
            lanes.remove(properties);
        }
    }

    /** Whether there are any. */
    boolean any() {
        return !vacancies.isEmpty();
    }

    /** Whether a lane's scanner has gone and may yet be back. */
    synchronized boolean awaits(Lane lane) {
        return vacancies.stream().anyMatch(vacancy -> vacancy.lane == lane && !isOver(vacancy));
    }

    /** Whether one has been waited for long enough, and in vain. */
    boolean anyInVain() {
        return vacancies.stream().anyMatch(vacancy -> isOver(vacancy) && !isFilled(vacancy.lane));
    }

    private boolean isOver(Vacancy vacancy) {
        return clock.getAsLong() - vacancy.since > WAIT_NANOS;
    }

    /** Takes away the lanes whose scanner is back or is waited for no longer. */
    List<Lane> close() {
        List<Lane> closed = new ArrayList<>();
        for (Vacancy vacancy : vacancies) {
            if (isOver(vacancy) || isFilled(vacancy.lane)) {
                vacancies.remove(vacancy);
                lanes.remove(vacancy.properties);
                closed.add(vacancy.lane);
            }
        }
        return closed;
    }

    /** A scanner that is back may take a while to find its daemon. */
    private boolean isFilled(Lane vacant) {
        return lanes.matching("").stream()
                .anyMatch(
                        lane ->
                                lane.name().equals(vacant.name())
                                        && lane.status().state() == ScannerStatus.State.UP);
    }
}
