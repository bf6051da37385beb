/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets what nobody waits for gather, before it is read.
 *
 * <p>Whoever closes a written file is held up where that wakes a reader, which costs more than the
 * closing. Where many files are written in a row, and nothing else happens, as when an archive is
 * unpacked, the readers therefore rest now and then. An access that has to wait for an answer may
 * come meanwhile and wait for the rest to end; so that is short, and one such access ends the row.
 *
 * <p>For whoever has the readers' turn.
 */
final class Gathering {
    /** So many events in a row that nobody waits for; of the accesses after them one may wait. */
    static final int ROW = 64;

    /** Some dozen events of one process that unpacks; much less than to execute a program takes. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private int row;
    private boolean more;

    /** To be told of what was read; {@code length} bytes, of the {@code room} that there was. */
    void read(ByteBuffer events, int room, int length) {
        more = room - length < FAN_EVENT_METADATA_LEN;
        for (int at = 0; at < length; at += events.getInt(at + EVENT_LEN)) {
            row = Masks.waits(events.getLong(at + EVENT_MASK)) ? 0 : Math.min(row + 1, ROW);
        }
    }

    /** Whether it is time to rest: not where there was more to be read. */
    boolean isDue() {
        return row == ROW && !more;
    }

    /** Rests, where it is time to. */
    void rest() {
        if (isDue()) {
            LockSupport.parkNanos(this, REST_NANOS);
        }
    }
}
