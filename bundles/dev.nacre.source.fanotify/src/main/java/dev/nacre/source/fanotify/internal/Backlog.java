/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;

import java.util.concurrent.TimeUnit;

/**
 * Since when events may have waited in the kernel's queue, as they do not say when they came: since
 * it was last seen empty. For whoever has the readers' turn.
 */
final class Backlog {
    /** Reading what is there takes microseconds; what takes longer has waited for an event. */
    private static final long WAITED_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private volatile long since = System.nanoTime();

    /**
     * To be told of each reading.
     *
     * @param begin of {@link System#nanoTime}, as {@code end}
     * @param room bytes that could have been read
     * @param length bytes that were
     * @return when the events of it came, at the earliest
     */
    long read(long begin, long end, int room, int length) {
        if (end - begin > WAITED_NANOS) {
            since = end;
        }
        long earliest = since;
        if (room - length >= FAN_EVENT_METADATA_LEN) {
            since = end;
        }
        return earliest;
    }
}
