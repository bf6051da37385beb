/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_FILESYSTEM;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_MOUNT;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ONLYDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_REMOVE;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The marks of a group, changed in rounds: a round adds all that is wanted, and at its end takes
 * away what no longer is. So there is no moment in which what is wanted before and after is not
 * watched. Nor is there for an access that is under way: the kernel looks at the marks of file
 * system and mount one after the other, and could see neither were the one added and the other
 * removed between its two looks. So some time passes before a mark is taken away.
 *
 * <p>No mark is ever deleted before the group ends. The kernel lets pass whatever waits or comes
 * while a mark that could concern it is being deleted, even if another mark asks for it. A mark
 * that is no longer wanted loses its events and keeps the flag for directories, which by itself
 * asks for nothing.
 *
 * <p>What stands is added again in each round. That costs little and changes nothing, but a mark
 * that went away with its file system, and whose device number and path may be in use again, is
 * back. For one thread at a time.
 */
final class Marks {
    private static final byte[] ITSELF = BytePath.of(".").cString();

    /** Far longer than the kernel needs for its looks (measured: without it 1 of 4000 missed). */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Group group;
    private Map<Target, Mark> standing = new HashMap<>();
    private final Map<Target, Mark> round = new HashMap<>();

    /** Targets whose marks ask for nothing. */
    private final Set<Target> idle = new HashSet<>();

    /**
     * @param path a folder through which the target can be reached
     */
    private record Mark(long mask, BytePath path) {
        Mark with(Mark other) {
            return new Mark(mask | other.mask, path);
        }
    }

    Marks(Group group) {
        this.group = group;
    }

    /**
     * Adds events to a mark.
     *
     * @return 0 or errno
     */
    int add(Place place, boolean filesystem, long mask) {
        int errno = mark(FAN_MARK_ADD, place, filesystem, mask);
        if (errno == 0) {
            Target target = place.target(filesystem);
            if (idle.remove(target)) {
                mark(FAN_MARK_REMOVE, place, filesystem, FAN_ONDIR);
            }
            round.merge(target, new Mark(mask, place.path()), Mark::with);
        }
        return errno;
    }

    /**
     * Ends the round.
     *
     * @param complete false where something that may be wanted could not be looked at: then nothing
     *     is taken away
     */
    void settle(boolean complete, MountTable table) {
        if (complete) {
            Map<Target, Mark> gone = gone();
            if (!gone.isEmpty()) {
                LockSupport.parkNanos(GRACE_NANOS);
                gone.forEach((target, mark) -> remove(target, mark, table));
            }
            standing = new HashMap<>(round);
        } else {
            round.forEach((target, mark) -> standing.merge(target, mark, Mark::with));
        }
        round.clear();
    }

    /** What stands and is not wanted by this round. */
    private Map<Target, Mark> gone() {
        Map<Target, Mark> gone = new HashMap<>();
        standing.forEach(
                (target, mark) -> {
                    Mark kept = round.get(target);
                    long mask = mark.mask & ~(kept == null ? 0 : kept.mask);
                    if (mask != 0) {
                        gone.put(target, new Mark(mask, mark.path));
                    }
                });
        return gone;
    }

    private void remove(Target target, Mark mark, MountTable table) {
        for (BytePath path : ways(target, mark, table)) {
            try (Place place = Place.open(path, table)) {
                if (place.target(target.filesystem()).equals(target)) {
                    if (!round.containsKey(target)) {
                        mark(FAN_MARK_ADD, place, target.filesystem(), FAN_ONDIR);
                        idle.add(target);
                    }
                    mark(FAN_MARK_REMOVE, place, target.filesystem(), mark.mask);
                    return;
                }
            } catch (LinuxException e) {
                // Unmounted or replaced: the mark went with it, or there is another way to it.
                continue;
            }
        }
    }

    /** The paths by which a target may be reached: the one it was marked by may be gone. */
    private static List<BytePath> ways(Target target, Mark mark, MountTable table) {
        List<BytePath> ways = new ArrayList<>(List.of(mark.path, BytePath.of("/")));
        for (Mount mount : table.below(BytePath.of("/"))) {
            if (target.id() == (target.filesystem() ? mount.device() : mount.id())) {
                ways.add(mount.point());
            }
        }
        return ways;
    }

    private int mark(int action, Place place, boolean filesystem, long mask) {
        int kind = filesystem ? FAN_MARK_FILESYSTEM : FAN_MARK_MOUNT;
        return group.mark(action | kind | FAN_MARK_ONLYDIR, mask, place.folder(), ITSELF);
    }
}
