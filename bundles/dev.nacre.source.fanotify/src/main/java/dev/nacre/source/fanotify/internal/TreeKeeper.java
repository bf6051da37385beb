/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLIN;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.LibC;
import dev.nacre.source.fanotify.internal.TreePlan.Job;
import dev.nacre.source.fanotify.internal.TreePlan.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Marks trees, and keeps them marked as folders come, go, and move: in a thread of its own, as to
 * open a folder may wait for a slow device. What the kernel tells goes before the going through
 * whole trees, which is done a little at a time.
 *
 * <p>A new folder is marked first and looked into after. What was written to it before is handed to
 * the sink, once all below it is marked, too.
 */
final class TreeKeeper implements Runnable {
    /** How often a tree is gone through anew of which something is missing. */
    static final int AGAIN_SECONDS = 10;

    /** How many folders are looked at between two looks for news. */
    private static final int SLICE = 64;

    /** Gone through side by side at most: each holds some descriptors. */
    private static final int MOST_WALKS = 16;

    private static final int SOON_MILLIS = 50;
    private static final int FOREVER = -1;

    private final FolderMarks marks;
    private final TreePlan plan;
    private final TreeReport report;
    private final Mounts mounts;
    private final EventSink sink;
    private final WakeUp wakeUp;
    private final Faults faults;
    private final TreeNews news;
    private final Deque<NativeBuffer> spares = new ArrayDeque<>();
    private final Deque<Walking> walks = new ArrayDeque<>();
    private final NativeBuffer poll = new NativeBuffer(2 * POLLFD_LEN);
    private Job job;
    private long lookedAt = System.nanoTime();
    private volatile boolean ended;

    private record Walking(TreeWalk walk, Runnable end) {}

    /**
     * @param group that tells of folders; {@code null} where there is none
     */
    TreeKeeper(
            Group group,
            FolderMarks marks,
            TreePlan plan,
            TreeReport report,
            Mounts mounts,
            EventSink sink,
            WakeUp wakeUp,
            Faults faults) {
        this.marks = marks;
        this.plan = plan;
        this.report = report;
        this.mounts = mounts;
        this.sink = sink;
        this.wakeUp = wakeUp;
        this.faults = faults;
        this.news = new TreeNews(group, plan, this::found);
        watch(0, wakeUp.descriptor());
        watch(POLLFD_LEN, group == null ? -1 : group.descriptor());
    }

    private void watch(int at, int descriptor) {
        poll.bytes().putInt(at + POLLFD_FD, descriptor);
        poll.bytes().putShort(at + POLLFD_EVENTS, POLLIN);
    }

    /** Ends with the next step, once it is woken. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                step();
            } catch (RuntimeException | Error e) {
                faults.keep(e);
                walks.forEach(walking -> walking.walk.close());
                walks.clear();
                job = null;
                plan.again(plan.wanted());
            }
        }
        walks.forEach(walking -> walking.walk.close());
    }

    private void step() {
        LibC.poll(poll.address(), 2, isBusy() ? 0 : untilNext());
        wakeUp.heard();
        if (walks.size() < MOST_WALKS) {
            news.take(SLICE);
        }
        if (job == null) {
            job = plan.next();
            if (job != null) {
                begin(job);
            }
        }
        if (!walks.isEmpty()) {
            Walking first = walks.poll();
            if (first.walk.step(SLICE)) {
                walks.add(first);
            } else {
                first.walk.close();
                first.end.run();
            }
        }
        lookAgain();
    }

    private boolean isBusy() {
        return !walks.isEmpty() || news.pending();
    }

    private int untilNext() {
        if (plan.hasMore()) {
            return SOON_MILLIS;
        }
        return plan.wanted().stream().anyMatch(report::isIncomplete)
                ? (int) TimeUnit.SECONDS.toMillis(1)
                : FOREVER;
    }

    private void lookAgain() {
        if (System.nanoTime() - lookedAt > TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
            lookedAt = System.nanoTime();
            Set<TreeRoot> roots = new HashSet<>(plan.wanted());
            roots.removeIf(root -> !report.isIncomplete(root));
            plan.again(roots);
        }
    }

    /** Begins to go through a whole tree. */
    private void begin(Job next) {
        TreeRoot root = next.root();
        Runnable end =
                () -> {
                    plan.done();
                    job = null;
                };
        int folder = TreeNews.open(root);
        if (next.kind() == Kind.TRIM) {
            if (folder < 0) {
                // With the folder its marks have gone, or lie where nobody asks for them.
                end.run();
            } else {
                walk(folder, root.path(), true, new Releasing(marks, plan, root), end);
            }
        } else if (folder < 0) {
            plan.postpone();
            job = null;
        } else {
            report.begin(root);
            Covering covering = covering(root, next.kind() == Kind.AGAIN, true);
            Runnable told =
                    () -> {
                        end.run();
                        covering.tell();
                    };
            walk(folder, root.path(), root.cross(), covering, told);
        }
    }

    private Covering covering(TreeRoot root, boolean tells, boolean whole) {
        return new Covering(marks, plan, report, sink, root, tells, whole);
    }

    private void walk(
            int folder, BytePath path, boolean cross, TreeWalk.Visitor visitor, Runnable end) {
        TreeWalk walk = new TreeWalk(folder, path, cross, mounts.table(), spares, visitor);
        walks.add(new Walking(walk, end));
    }

    /**
     * Deals with a folder that is new or was moved.
     *
     * @param folder open; taken over
     * @param path real
     * @param root the tree it lies in; {@code null} where it lies in none now
     * @param isNew whether it was made just now: then it is known where it has been seen already
     */
    private void found(int folder, BytePath path, TreeRoot root, boolean isNew) {
        long mask = root == null ? 0 : plan.maskAt(root, path);
        boolean known = marks.stand(folder, mask);
        if (root == null && known) {
            walk(folder, path, true, new Releasing(marks, plan, null), () -> {});
        } else if (root != null && !(known && isNew)) {
            Covering covering = covering(root, true, false);
            walk(folder, path, root.cross(), covering, covering::tell);
        } else {
            Descriptors.close(folder);
        }
    }
}
