/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Marked;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NamedFolder;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Posts posts;
    private final ByName byName;
    private final List<Wish> wishes = new ArrayList<>();
    private final Map<Target, Long> wanted = new HashMap<>();
    private final Map<String, List<BytePath>> guarded = new LinkedHashMap<>();
    private final Map<String, List<Marked>> marked = new LinkedHashMap<>();
    private final Map<Post, Set<TreeRoot>> roots = new HashMap<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean complete = true;

    private record Wish(Watch watch, Place place) {}

    /**
     * @param byName what is told by another group needs no mark
     */
    Round(Features features, MountTable table, Posts posts, ByName byName) {
        this.features = features;
        this.table = table;
        this.posts = posts;
        this.byName = byName;
    }

    /** Opens the folders of a watch, and the mounts below them first. */
    void look(Watch watch) {
        guarded.put(watch.name(), new ArrayList<>());
        marked.put(watch.name(), new ArrayList<>());
        nameWhatTheKernelLacks(watch);
        for (BytePath path : watch.paths()) {
            try {
                Place place = Place.open(path, table);
                if (watch.crossMounts()) {
                    lookBelow(watch, place);
                }
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
        Target target = target(watch, place);
        if (target != null) {
            wanted.merge(target, byName.rest(watch, place, features), (a, b) -> a | b);
        }
    }

    /** What the best kind of mark would cover; {@code null} for a tree. */
    private Target target(Watch watch, Place place) {
        MarkMode best = Granting.kinds(watch, features).get(0);
        return best == MarkMode.TREE ? null : place.target(best == MarkMode.FILESYSTEM);
    }

    private void missed(Watch watch, BytePath path, LinuxException failure) {
        complete = complete && !Place.passing(failure);
        find(watch, path + " " + NamedFolder.whyNot(path, failure));
    }

    /** Adds the marks, then takes away those that no watch wants. */
    void mark() {
        wishes.forEach(this::grant);
        for (Post post : posts.all()) {
            post.trees().want(roots.getOrDefault(post, Set.of()));
            post.marks().settle(complete, table);
        }
    }

    private void grant(Wish wish) {
        Target target = target(wish.watch, wish.place);
        long mask = target == null ? Masks.of(wish.watch, features) : wanted.get(target);
        Granting granting = grant(wish, mask);
        if (granting.errno() != 0 && Masks.waits(mask) && refused(granting.errno())) {
            granting = grant(wish, Masks.withoutWaiting(mask));
            if (granting.errno() == 0) {
                find(
                        wish.watch,
                        "The file system at "
                                + wish.place.path()
                                + " makes no access wait: infected files there are found after"
                                + " the fact");
            }
        }
        if (granting.errno() == 0) {
            tell(wish, granting);
        } else {
            complete = complete && granting.errno() != Errno.ENOMEM;
            find(
                    wish.watch,
                    "%s cannot be guarded: %s"
                            .formatted(wish.place.path(), LibC.strerror(granting.errno())));
        }
    }

    private Granting grant(Wish wish, long mask) {
        return Granting.of(wish.watch, wish.place, mask, features, posts.of(wish.place), table);
    }

    private void tell(Wish wish, Granting granting) {
        String why = granting.why();
        if (granting.kind() == MarkMode.TREE) {
            TreeRoot root = granting.root();
            Post post = posts.of(wish.place);
            Trees trees = post.trees();
            roots.computeIfAbsent(post, any -> new LinkedHashSet<>()).add(root);
            trees.trouble(root).ifPresent(trouble -> find(wish.watch, trouble));
            if (!trees.stands(root)) {
                complete = false;
                find(wish.watch, "The folders in %s are being marked".formatted(root.path()));
                return;
            }
            why += ", %d folders".formatted(trees.folders(root));
        }
        guarded.get(wish.watch.name()).add(wish.place.canonical());
        marked.get(wish.watch.name()).add(new Marked(wish.place.canonical(), granting.kind(), why));
    }

    /** What the kernel says of a file system that has no such events (fanotify_mark(2), ERRORS). */
    private static boolean refused(int errno) {
        return errno == Errno.EINVAL || errno == Errno.EOPNOTSUPP || errno == Errno.ENODEV;
    }

    private void nameWhatTheKernelLacks(Watch watch) {
        if (watch.prevention() && !features.permission()) {
            find(
                    watch,
                    "This kernel makes no access wait (CONFIG_FANOTIFY_ACCESS_PERMISSIONS is"
                            + " missing): infected files are found after the fact");
        }
        boolean whole = watch.mark() == MarkMode.AUTO || watch.mark() == MarkMode.FILESYSTEM;
        if (whole && !features.filesystemMarks()) {
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

    /** How each is marked, by the watch's name. */
    Map<String, List<Marked>> marked() {
        Map<String, List<Marked>> result = new LinkedHashMap<>();
        marked.forEach(
                (name, all) ->
                        result.put(
                                name,
                                all.stream()
                                        .sorted(Comparator.comparing(Marked::path))
                                        .distinct()
                                        .toList()));
        return result;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        wishes.forEach(wish -> wish.place.close());
    }
}
