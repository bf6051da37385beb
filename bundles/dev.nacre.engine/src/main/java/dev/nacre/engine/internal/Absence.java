/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.EventSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That the service of the source at work has gone, and for how long. Its bundle may be updated, so
 * one of its name is waited for; then any other will do. For one thread.
 */
final class Absence {
    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);

    /** How long one of its name is waited for, and then any. Longer than an update takes. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private OptionalLong since = OptionalLong.empty();

    /** Nothing is missing. */
    void end() {
        since = OptionalLong.empty();
    }

    /**
     * The service of this one is not there.
     *
     * @param now nanoseconds, as for all times here
     */
    void begin(EventSource source, long now) {
        if (since.isEmpty()) {
            since = OptionalLong.of(now);
            LOG.info(
                    "The service of event source {} has gone; it goes on until another takes over",
                    source.name());
        }
    }

    boolean lasts() {
        return since.isPresent();
    }

    /** Those that may take over now. */
    List<EventSource> standIns(List<EventSource> there, EventSource gone, long now) {
        boolean awaited = isShorterThan(WAIT_NANOS, now);
        return there.stream().filter(s -> !awaited || s.name().equals(gone.name())).toList();
    }

    /** Whether nobody is to be expected who could take over. */
    boolean isTooLong(long now) {
        return !isShorterThan(2 * WAIT_NANOS, now);
    }

    boolean isShorterThan(long nanos, long now) {
        return now - since.orElse(now) <= nanos;
    }
}
