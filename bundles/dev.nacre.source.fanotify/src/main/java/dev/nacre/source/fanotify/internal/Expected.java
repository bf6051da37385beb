/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.FileHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Names that are to be looked at a while after they have come: most files that are created are
 * written, closed and scanned by then, and most that are moved were scanned where they come from. A
 * bounded number, in the order they came. For one thread.
 */
final class Expected {
    /** Some 250 bytes each. */
    static final int MOST = 20_000;

    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<Key, Name> names = new LinkedHashMap<>();

    private record Key(long filesystem, FileHandle folder, BytePath name) {}

    /**
     * A name.
     *
     * @param folder the handle of the folder it is in
     * @param directory whether it is a folder's
     * @param created whether it is a new file's
     * @param pid who gave it
     * @param process the same, as it was then
     * @param from where that was before; {@code null} if it was created: then it is where it was
     * @param folders how many folders had arrived from elsewhere when it came
     * @param due of {@link System#nanoTime}
     */
    record Name(
            long filesystem,
            FileHandle folder,
            BytePath name,
            boolean directory,
            boolean created,
            int pid,
            Optional<Accessor> process,
            Location from,
            long folders,
            long due) {
        private Key key() {
            return new Key(filesystem, folder, name);
        }

        /** The same at another time. */
        Name dueAt(long time) {
            return new Name(
                    filesystem,
                    folder,
                    name,
                    directory,
                    created,
                    pid,
                    process,
                    from,
                    folders,
                    time);
        }
    }

    static long due(long now) {
        return now + DELAY_NANOS;
    }

    /**
     * Adds a name. What it names takes the place, and the time, of what it may have named before:
     * else a name that is given again and again would never be due.
     */
    void add(Name name) {
        Name before = names.get(name.key());
        names.put(name.key(), before == null ? name : name.dueAt(before.due));
    }

    /** Takes out a name; {@code null} where it is not there. */
    Name take(long filesystem, FileHandle folder, BytePath name) {
        return names.remove(new Key(filesystem, folder, name));
    }

    /** Forgets a name that was created, and is looked at for another reason. */
    void takeCreated(long filesystem, FileHandle folder, BytePath name) {
        names.computeIfPresent(
                new Key(filesystem, folder, name), (key, it) -> it.created ? null : it);
    }

    boolean isFull() {
        return names.size() >= MOST;
    }

    /** Takes out the oldest; {@code null} where there is none. */
    Name takeOldest() {
        Name oldest = oldest();
        if (oldest != null) {
            names.remove(oldest.key());
        }
        return oldest;
    }

    /** Likewise, but only if it is due. */
    Name takeDue(long now) {
        Name oldest = oldest();
        return oldest == null || now - oldest.due < 0 ? null : takeOldest();
    }

    private Name oldest() {
        return names.isEmpty() ? null : names.values().iterator().next();
    }

    /** How long until one is due, rounded up; -1 where there is none. */
    int millis(long now) {
        Name oldest = oldest();
        if (oldest == null) {
            return -1;
        }
        return (int) TimeUnit.NANOSECONDS.toMillis(Math.max(0, oldest.due - now)) + 1;
    }
}
