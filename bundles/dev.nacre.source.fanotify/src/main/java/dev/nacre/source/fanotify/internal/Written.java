/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.linux.HandleEvent.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Files that were written, and are to be looked at: at once, as long as there are few. Where many
 * come in a row, as when an archive is unpacked, they wait until that is over, as to look at them
 * would slow it down; but not for long. A bounded number, in the order they came, each once. For
 * one thread.
 */
final class Written {
    /** Some 350 bytes each. */
    static final int MOST = 20_000;

    /** So many at a time, of some {@value Arrivals#GATHER_MILLIS} ms, are not many. */
    static final int FEW = 16;

    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Less than what is looked at again after a gap ({@code Gaps#MARGIN_MILLIS} of the engine). */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<FileKey, Name> names = new LinkedHashMap<>();
    private int added;
    private long calm = System.nanoTime();

    /**
     * A file.
     *
     * @param place the name by which it was written; {@code null} where the kernel does not tell
     * @param pid who wrote it last
     * @param process the same, as it was then
     * @param since of {@link System#nanoTime}
     */
    record Name(FileKey file, Entry place, int pid, Optional<Accessor> process, long since) {
        private Name since(long time) {
            return new Name(file, place, pid, process, time);
        }
    }

    /** Adds a file; one that is written again and again waits no longer for that. */
    void add(Name name) {
        Name before = names.get(name.file);
        if (before == null) {
            names.put(name.file, name);
            added++;
        } else {
            names.put(name.file, name.since(before.since));
        }
    }

    /** All that the kernel had at this moment has been added. */
    void gathered(long now) {
        if (added > FEW) {
            calm = now + CALM_NANOS;
        }
        added = 0;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    boolean isFull() {
        return names.size() >= MOST;
    }

    /** Takes out the oldest if it is due; {@code null} where none is. */
    Name takeDue(long now) {
        return names.isEmpty() || now - due() < 0 ? null : takeOldest();
    }

    /** Takes out the oldest, of which there must be one. */
    Name takeOldest() {
        Name oldest = names.values().iterator().next();
        names.remove(oldest.file);
        return oldest;
    }

    /** When the oldest is. */
    private long due() {
        long latest = names.values().iterator().next().since + LONGEST_NANOS;
        return calm - latest < 0 ? calm : latest;
    }

    /** How long until one is due, rounded up; -1 where there is none. */
    int millis(long now) {
        return names.isEmpty()
                ? -1
                : (int) TimeUnit.NANOSECONDS.toMillis(Math.max(0, due() - now)) + 1;
    }
}
