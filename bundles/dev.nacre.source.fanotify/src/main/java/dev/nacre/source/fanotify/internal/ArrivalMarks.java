/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_TO;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_RENAME;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marks the file systems that watches for arrivals lie on: the kernel tells of names in the folder
 * that is marked only, or in all folders of a file system. For one thread at a time.
 */
final class ArrivalMarks {
    private static final BytePath ITSELF = BytePath.of(".");

    private final Features features;
    private final Marks marks;
    private final long mask;

    ArrivalMarks(Features features, Group group) {
        this.features = features;
        this.marks = new Marks(group);
        this.mask = FAN_CREATE | FAN_ONDIR | (features.renames() ? FAN_RENAME : FAN_MOVED_TO);
    }

    /**
     * What a round has come to.
     *
     * @param byName the ground, and where on it what was written is told, too
     * @param complete false where something that may be wanted could not be looked at
     * @param findings what cannot be had
     */
    record Result(ByName byName, boolean complete, List<Finding> findings) {
        Ground ground() {
            return byName.ground();
        }
    }

    /** Marks what these watches need; what is not needed any more stays until {@link #settle}. */
    Result guard(List<Watch> watches, MountTable table) {
        Round round = new Round(table);
        watches.stream().filter(Watch::arrivals).forEach(round::look);
        Ground ground = new Ground(table, Map.copyOf(round.ways), List.copyOf(round.roots));
        return new Result(
                new ByName(ground, Set.copyOf(round.writes)),
                round.complete,
                List.copyOf(round.findings));
    }

    /** Takes away what the last {@link #guard}, which had this result, has not asked for. */
    void settle(Result last) {
        marks.settle(last.complete(), last.ground().table());
    }

    /** One time of it. */
    private final class Round {
        private final MountTable table;
        private final Map<Long, List<Ground.Way>> ways = new HashMap<>();
        private final Set<BytePath> roots = new LinkedHashSet<>();
        private final Set<Long> writes = new HashSet<>();
        private final Set<Finding> findings = new LinkedHashSet<>();
        private boolean complete = true;

        Round(MountTable table) {
            this.table = table;
        }

        void look(Watch watch) {
            if (!features.names() || !features.filesystemMarks()) {
                find(watch, "This kernel does not tell of names (Linux 5.9 does)");
                return;
            }
            for (BytePath path : watch.paths()) {
                look(watch, path, 0);
                for (Mount mount : table.below(path)) {
                    look(watch, mount.point(), mount.id());
                }
            }
        }

        /**
         * What cannot be opened is named by the round of the other group.
         *
         * @param mount where another covers it, that has a turn of its own; 0: whatever is there
         */
        private void look(Watch watch, BytePath path, long mount) {
            try (Place place = Place.open(path, table)) {
                Mount found = table.find(place.mount());
                if (found != null
                        && MountTable.holdsFiles(found)
                        && (mount == 0 || mount == found.id())) {
                    mark(watch, place, found);
                }
            } catch (LinuxException e) {
                complete = complete && !Place.passing(e);
            }
        }

        private void mark(Watch watch, Place place, Mount mount) {
            try {
                long filesystem = filesystem(place);
                boolean tells = ByName.suits(watch, place, features);
                int errno = marks.add(place, true, tells ? mask | FAN_CLOSE_WRITE : mask);
                if (errno != 0) {
                    throw new LinuxException("mark its file system", errno);
                }
                if (tells) {
                    writes.add(place.device());
                }
                boolean whole = mount.root().length() == 1;
                List<Ground.Way> known = ways.computeIfAbsent(filesystem, id -> new ArrayList<>());
                if (known.stream().noneMatch(way -> way.mount() == mount.id())) {
                    known.add(new Ground.Way(place.path(), mount.id(), mount.point(), whole));
                }
                roots.add(place.canonical());
            } catch (LinuxException e) {
                complete = complete && !Place.passing(e);
                find(
                        watch,
                        "The file system at %s does not tell of names: %s"
                                .formatted(place.path(), e.getMessage()));
            }
        }

        /** Its id, where folders can be opened by what events tell of them. */
        private long filesystem(Place place) throws LinuxException {
            int flags = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY;
            int mount = Descriptors.openAt(place.folder(), ITSELF, flags, 0);
            try {
                Descriptors.close(FileHandle.of(mount).open(mount, Fcntl.O_PATH));
                return FileSystems.id(mount);
            } finally {
                Descriptors.close(mount);
            }
        }

        private void find(Watch watch, String what) {
            String message =
                    what
                            + ". Files that are moved or linked into the watch are scanned when"
                            + " they are used, not when they arrive; arrivals = \"false\" says that"
                            + " this is as it should be";
            findings.add(new Finding("watch " + watch.name(), Health.DEGRADED, message));
        }
    }
}
