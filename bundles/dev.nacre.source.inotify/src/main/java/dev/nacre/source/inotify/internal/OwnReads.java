/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.FileIdentity;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The files that are being scanned, or were a moment ago. To scan a file is to open, read and close
 * it, and inotify tells of that without saying who did: a watch on reading would have each scan
 * call for the next. So a file that is as it was when it was handed over is not handed over again,
 * for being read, until some time after its scan. Any thread; a short lock.
 */
final class OwnReads {
    /**
     * Longer than the scanner's own descriptor stays open after ours, and than events wait for
     * being read.
     */
    static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Beyond this many the oldest is forgotten, which costs no more than a scan. */
    private static final int MOST = 16_384;

    private static final class Reading {
        private int open;
        private long closed;
    }

    /** The one closed last at the end. */
    private final Map<FileIdentity, Reading> readings = new LinkedHashMap<>();

    private final LongSupplier clock;

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    OwnReads(LongSupplier clock) {
        this.clock = clock;
    }

    /** It is handed over. */
    synchronized void opened(FileIdentity file) {
        readings.computeIfAbsent(file, f -> new Reading()).open++;
    }

    /** Who it was handed over to has closed it. */
    synchronized void closed(FileIdentity file) {
        Reading reading = readings.remove(file);
        if (reading != null) {
            reading.open--;
            reading.closed = clock.getAsLong();
            readings.put(file, reading);
        }
        purge();
    }

    /** Whether an access for reading may be our own, and says nothing new in any case. */
    synchronized boolean mayBe(FileIdentity file) {
        Reading reading = readings.get(file);
        return reading != null && (reading.open > 0 || !isOver(reading));
    }

    private boolean isOver(Reading reading) {
        return reading.open == 0 && clock.getAsLong() - reading.closed > ECHO_NANOS;
    }

    private void purge() {
        Iterator<Reading> oldest = readings.values().iterator();
        while (oldest.hasNext()) {
            Reading reading = oldest.next();
            if (!isOver(reading) && readings.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }
}
