/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One time of turning watches into marks: {@link #look} at each watch, then {@link #mark}. One
 * thing that cannot be had leaves the rest guarded, and is a finding.
 */
final class Round implements AutoCloseable {
    private final Features features;
    private final MountTable table;
    private final Marks marks;
    private final List<Wish> wishes = new ArrayList<>();
    private final Map<Target, Long> wanted = new HashMap<>();
    private final Map<String, List<BytePath>> guarded = new LinkedHashMap<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean complete = true;

    private record Wish(Watch watch, Place place) {}

    Round(Features features, MountTable table, Marks marks) {
        this.features = features;
        this.table = table;
        this.marks = marks;
    }

    /** Opens the folders of a watch, and the mounts below them first. */
    void look(Watch watch) {
        guarded.put(watch.name(), new ArrayList<>());
        nameWhatTheKernelLacks(watch);
        for (BytePath path : watch.paths()) {
            try {
                Place place = Place.open(path, table);
                lookBelow(watch, place);
                wish(watch, place);
            } catch (LinuxException e) {
                missed(watch, path, e);
            }
        }
    }

    private void lookBelow(Watch watch, Place above) {
        for (Mount mount : table.below(above.path())) {
            try {
                Place place = Place.open(mount.point(), table);
                if (place.mount() == mount.id()) {
                    wish(watch, place);
                } else {
                    // Another mount covers it; that one has a line of its own.
                    place.close();
                }
            } catch (LinuxException e) {
                missed(watch, mount.point(), e);
            }
        }
    }

    private void wish(Watch watch, Place place) {
        wishes.add(new Wish(watch, place));
        Target target = place.target(kinds(watch).get(0));
        wanted.merge(target, Masks.of(watch, features), (a, b) -> a | b);
    }

    private void missed(Watch watch, BytePath path, LinuxException failure) {
        complete = complete && !Place.passing(failure);
        find(watch, path + " " + Place.whyNot(path, failure));
    }

    /** Adds the marks, then takes away those that no watch wants. */
    void mark() {
        wishes.forEach(this::grant);
        marks.settle(complete, table);
    }

    private void grant(Wish wish) {
        List<Boolean> kinds = kinds(wish.watch);
        long mask = wanted.get(wish.place.target(kinds.get(0)));
        int errno = add(wish, kinds, mask);
        if (errno != 0 && Masks.waits(mask) && refused(errno)) {
            errno = add(wish, kinds, Masks.withoutWaiting(mask));
            if (errno == 0) {
                find(
                        wish.watch,
                        "The file system at "
                                + wish.place.path()
                                + " makes no access wait: infected files there are found after"
                                + " the fact");
            }
        }
        if (errno == 0) {
            guarded.get(wish.watch.name()).add(wish.place.canonical());
        } else {
            complete = complete && errno != Errno.ENOMEM;
            find(
                    wish.watch,
                    "%s cannot be guarded: %s".formatted(wish.place.path(), LibC.strerror(errno)));
        }
    }

    /** The first kind of mark that is taken. */
    private int add(Wish wish, List<Boolean> kinds, long mask) {
        int errno = 0;
        for (boolean filesystem : kinds) {
            errno = marks.add(wish.place, filesystem, mask);
            if (errno == 0) {
                break;
            }
        }
        return errno;
    }

    /** What the kernel says of a file system that has no such events (fanotify_mark(2), ERRORS). */
    private static boolean refused(int errno) {
        return errno == Errno.EINVAL || errno == Errno.EOPNOTSUPP || errno == Errno.ENODEV;
    }

    /** Whether to mark the file system (true) or the mount, the best first. */
    private List<Boolean> kinds(Watch watch) {
        if (watch.mark() == MarkMode.MOUNT || !features.filesystemMarks()) {
            return List.of(false);
        }
        return watch.mark() == MarkMode.AUTO ? List.of(true, false) : List.of(true);
    }

    private void nameWhatTheKernelLacks(Watch watch) {
        if (watch.prevention() && !features.permission()) {
            find(
                    watch,
                    "This kernel makes no access wait (CONFIG_FANOTIFY_ACCESS_PERMISSIONS is"
                            + " missing): infected files are found after the fact");
        }
        if (watch.mark() != MarkMode.MOUNT && !features.filesystemMarks()) {
            find(
                    watch,
                    "This kernel marks no whole file systems (Linux 4.20 does): accesses through"
                            + " bind mounts and in other mount namespaces are not seen");
        }
        if (Masks.needsExec(watch) && !features.execEvents()) {
            find(
                    watch,
                    "This kernel does not tell executing from opening (Linux 5.0 does): each"
                            + " opening is scanned");
        }
        if (watch.cache() == CacheMode.KERNEL && !features.evictableMarks()) {
            find(
                    watch,
                    "This kernel has no marks that give way when memory is short (Linux 5.19 has):"
                            + " it reports each opening, as with cache = memory");
        }
    }

    private void find(Watch watch, String message) {
        findings.add(new Finding("watch " + watch.name(), Health.DEGRADED, message));
    }

    /** The canonical paths that are marked, without those below others, by the watch's name. */
    Map<String, List<BytePath>> guarded() {
        Map<String, List<BytePath>> result = new LinkedHashMap<>();
        guarded.forEach((name, paths) -> result.put(name, outermost(paths)));
        return result;
    }

    private static List<BytePath> outermost(List<BytePath> paths) {
        List<BytePath> result = new ArrayList<>();
        for (BytePath path : paths.stream().distinct().sorted().toList()) {
            if (result.stream().noneMatch(path::isWithin)) {
                result.add(path);
            }
        }
        return List.copyOf(result);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        wishes.forEach(wish -> wish.place.close());
    }
}
