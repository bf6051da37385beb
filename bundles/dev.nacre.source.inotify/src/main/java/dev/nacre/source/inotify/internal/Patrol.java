/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * All that is done to guard, a bit at a time: takes events, goes through folders, and begins anew
 * where the watches, the mounts or a loss ask for it. For one thread.
 */
final class Patrol {
    /** So long folders are gone through before events are read again. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Buffers of events that are taken before folders are gone through again. */
    private static final int BUFFERS = 16;

    /**
     * Between two walks of all for the same reason: at least so long, and so many times as long as
     * the last one took, so that no load makes it a constant one.
     */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int SHARE = 20;

    /** How often it is seen whether there is room for the folders that were left out. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);

    /**
     * What changed so short a time before something was seen to have come may have changed since it
     * is there: the time of a file may be as coarse as two seconds (FAT).
     */
    private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final EventSink sink;
    private final Tree tree;
    private final Failures failures = new Failures();
    private final Walk walk;
    private final Events events;
    private Set<Place> walked = Set.of();
    private Map<String, List<BytePath>> guarded = Map.of();

    /** What could not be watched, as of the last walk of all that has ended. */
    private List<Finding> failed = List.of();

    private boolean partial;
    private boolean overflowed;
    private long begun;
    private long rest;
    private long retry;
    private SourceStatus status = new SourceStatus(Map.of(), false, List.of());

    /** When the mounts and paths were looked at, nanoseconds since 1970. */
    private long looked = Walk.NONE;

    /** A folder of a watch that was gone through. */
    private record Place(BytePath path, long device, long inode) {
        static Place of(Scope scope) {
            return new Place(scope.path(), scope.device(), scope.inode());
        }
    }

    Patrol(Instance instance, EventSink sink, long room) throws IOException {
        this.sink = sink;
        this.tree = new Tree(instance, room, MountTable.read());
        Offers offers = new Offers(sink, new OwnReads(System::nanoTime), tree);
        this.walk = new Walk(tree, offers, failures);
        this.events = new Events(instance, tree, walk, offers, failures, sink);
        this.rest = System.nanoTime();
    }

    /** Looks where the paths of the watches lead to now. */
    void look(List<Watch> watches) {
        Plan next = Plan.of(watches, tree.mounts());
        boolean other = !next.equals(tree.plan());
        tree.use(next);
        if (other || failures.isPartial() && !walk.isWhole() && System.nanoTime() - retry >= 0) {
            begin(false);
        }
        looked = now();
        publish();
    }

    private static long now() {
        return TimeUnit.MILLISECONDS.toNanos(Clock.systemUTC().millis());
    }

    /** From when on files are new in what was not there, or not asked for, at the last look. */
    private long sinceLooked() {
        return looked == Walk.NONE ? Walk.NONE : looked - MARGIN_NANOS;
    }

    /**
     * @param lost whether folders may have been made or moved without a word
     */
    private void begin(boolean lost) {
        begun = System.nanoTime();
        long fresh = sinceLooked();
        walk.begin(
                scope -> {
                    boolean known = walked.contains(Place.of(scope));
                    return !known ? fresh : lost ? Walk.ALL : Walk.NONE;
                });
    }

    /** The mount table has changed. */
    void remount() throws IOException {
        tree.use(MountTable.read());
        long since = sinceLooked();
        for (Scope top : tree.plan().tops()) {
            for (Mount mount : tree.mounts().below(top.path())) {
                enter(mount.point(), since);
            }
        }
    }

    private void enter(BytePath point, long since) {
        Folder above = tree.at(point.parent());
        if (above == null) {
            // A walk comes to it, or nothing above it is watched.
            return;
        }
        try {
            int in = Folders.open(above, Fcntl.O_PATH);
            if (in >= 0) {
                try {
                    Tree.Found found = tree.adopt(in, above, point.name(), point);
                    if (found != null && found.how() == Tree.Finding.FRESH) {
                        walk.add(found.folder(), since, since);
                    }
                } finally {
                    Descriptors.close(in);
                }
            }
        } catch (LinuxException e) {
            failures.add(point, e);
        }
    }

    /**
     * Does a bit of what there is to do.
     *
     * @return whether there is more
     */
    boolean work() throws LinuxException {
        boolean more = true;
        for (int i = 0; i < BUFFERS && more; i++) {
            more = events.take();
        }
        overflowed |= events.takeOverflow();
        if (overflowed && !walk.isWhole() && System.nanoTime() - rest >= 0) {
            overflowed = false;
            begin(true);
        }
        long end = System.nanoTime() + TURN_NANOS;
        while (!walk.isOver() && System.nanoTime() - end < 0) {
            if (walk.step()) {
                walkedAll();
            }
        }
        return more || !walk.isOver();
    }

    private void walkedAll() {
        long now = System.nanoTime();
        rest = now + Math.max(REST_NANOS, SHARE * (now - begun));
        retry = now + Math.max(RETRY_NANOS, SHARE * (now - begun));
        walked = tree.plan().scopes().stream().map(Place::of).collect(Collectors.toSet());
        guarded = tree.plan().guarded();
        publish();
    }

    /** Whether something is to be tried again soon. */
    boolean isWaiting() {
        return events.isWaiting();
    }

    /** Whether something may be missed if no more work is done. */
    boolean owes() {
        return walk.owes() || overflowed || events.isWaiting();
    }

    private void publish() {
        List<Finding> findings = new ArrayList<>(tree.plan().findings());
        if (!walk.isWhole()) {
            failed = failures.findings(tree.size());
            partial = failures.isPartial();
        }
        findings.addAll(failed);
        if (walk.isWhole()) {
            findings.add(
                    new Finding(
                            "inotify",
                            Health.HEALTHY,
                            "going through all folders: %d are watched so far"
                                    .formatted(tree.size())));
        }
        guarded = tree.plan().shared(guarded);
        status = new SourceStatus(guarded, false, findings, 0, partial);
    }

    /** As of the last change. */
    SourceStatus status() {
        return status;
    }
}
