/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_NOTIF;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_NONBLOCK;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_MARKS;

import dev.nacre.api.event.EventSink;
import dev.nacre.linux.LinuxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The trees that are marked folder by folder; a {@link TreeKeeper} in a thread of its own goes
 * through them. Any thread. To be closed before the group of the accesses.
 */
final class Trees implements AutoCloseable {
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Group news;
    private final FolderMarks marks;
    private final TreePlan plan = new TreePlan();
    private final TreeReport report = new TreeReport();
    private final WakeUp wakeUp;
    private final TreeKeeper keeper;
    private final Thread thread;

    /**
     * @param accesses the group that accesses are reported by; stays the caller's
     */
    Trees(Group accesses, Features features, Mounts mounts, EventSink sink, Faults faults)
            throws LinuxException {
        this.news = features.names() ? openNews() : null;
        this.marks = new FolderMarks(accesses, news, features);
        try {
            this.wakeUp = new WakeUp();
        } catch (LinuxException e) {
            closeNews();
            throw e;
        }
        this.keeper = new TreeKeeper(news, marks, plan, report, mounts, sink, wakeUp, faults);
        this.thread = new Thread(keeper, "nacre-folders");
        thread.setDaemon(true);
    }

    private static Group openNews() throws LinuxException {
        // Whatever is missed for a full queue is found by going through all: no need to let others
        // fill the memory.
        return Group.open(
                FAN_CLASS_NOTIF
                        | FAN_REPORT_DFID_NAME
                        | FAN_CLOEXEC
                        | FAN_NONBLOCK
                        | FAN_UNLIMITED_MARKS);
    }

    void start() {
        thread.start();
    }

    /**
     * Marks the folder of a tree itself, to see whether it can be: all below follows once it is
     * {@link #want wanted}.
     *
     * @return 0 or errno
     */
    int mark(Place place, TreeRoot root) {
        boolean known = marks.stand(place.folder(), root.mask());
        int errno = marks.add(place.folder(), root.mask());
        if (errno == 0 && !known && plan.stands(root)) {
            // Another folder has taken its place.
            plan.again(Set.of(root));
            wakeUp.ring();
        }
        return errno;
    }

    /** Has these trees marked, and others left alone. */
    void want(Set<TreeRoot> roots) {
        if (plan.want(roots)) {
            report.retain(roots);
            wakeUp.ring();
        }
    }

    /** Whether all folders of a tree are marked. */
    boolean stands(TreeRoot root) {
        return plan.stands(root);
    }

    /** How many folders a tree has, or was found to have so far. */
    long folders(TreeRoot root) {
        return report.folders(root);
    }

    /** What could not be had in a tree, for people. */
    Optional<String> trouble(TreeRoot root) {
        return report.trouble(root);
    }

    @Override
    public void close() {
        keeper.end();
        wakeUp.ring();
        boolean interrupted = false;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!thread.isAlive()) {
            wakeUp.close();
            closeNews();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeNews() {
        if (news != null) {
            news.close();
        }
    }
}
