/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.MountTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that lives between a start and a stop. */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Faults faults = new Faults();
    private final Changes changes = new Changes();
    private final Mounts mounts;
    private final Posts posts;
    private final Guarding guarding;
    private final Arrivals arrivals;
    private final MountWatcher watcher;
    private volatile List<Watch> watches = List.of();
    private volatile SourceStatus status;

    Session(Features features, EventSink sink, LeaseLimits limits) throws IOException {
        this.mounts = new Mounts();
        WarmUp.run(features, mounts, sink);
        this.status = new SourceStatus(Map.of(), features.permission(), List.of());
        this.posts = new Posts(Group.open(features), features, mounts, sink, limits, faults);
        try {
            this.arrivals = new Arrivals(features, sink, faults);
        } catch (IOException e) {
            posts.close();
            throw e;
        }
        this.guarding = new Guarding(features, posts);
        try {
            this.watcher = new MountWatcher(this::again);
        } catch (IOException e) {
            arrivals.close();
            posts.close();
            throw e;
        }
    }

    void start() {
        posts.start();
        arrivals.start();
        watcher.start();
    }

    void guard(List<Watch> wanted) {
        watches = List.copyOf(wanted);
        again();
    }

    private synchronized void again() {
        Throwable fault = faults.take();
        if (fault != null) {
            LOG.error("What takes file events failed; the access was allowed unscanned", fault);
        }
        try {
            SourceStatus now = guardAll();
            status = now;
            changes.log(now);
        } catch (IOException e) {
            LOG.warn("Cannot read the mount table; marks stay as they are: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Cannot bring the marks up to date; tried again soon", e);
        }
    }

    void exempt(Set<BytePath> folders, Set<BytePath> kept) {
        guarding.exempt(folders, kept);
    }

    /** What one group is relieved of the other has taken over before, and the other way round. */
    private SourceStatus guardAll() throws IOException {
        MountTable table = mounts.refresh();
        ArrivalMarks.Result told = arrivals.guard(watches, table);
        SourceStatus marked = guarding.guard(watches, table, told.byName());
        arrivals.settle(told);
        List<Finding> findings = new ArrayList<>(marked.findings());
        findings.addAll(told.findings());
        return new SourceStatus(
                marked.guarded(),
                marked.prevents(),
                findings,
                marked.left(),
                marked.partial(),
                marked.marked(),
                marked.unreported());
    }

    void forget() {
        posts.leases().forget();
    }

    int release(BytePath folder) throws IOException {
        return posts.leases().release(folder);
    }

    List<Stall> relieve(Predicate<Thread> allows) {
        return posts.relieve(allows);
    }

    int waiting() {
        return posts.waiting();
    }

    SourceStatus status() {
        SourceStatus now = status;
        List<Finding> findings = new ArrayList<>(now.findings());
        findings.addAll(posts.findings());
        return new SourceStatus(
                now.guarded(),
                now.prevents(),
                findings,
                posts.leases().size(),
                now.partial(),
                now.marked(),
                guarding.unreported());
    }

    @Override
    public void close() {
        watcher.close();
        arrivals.close();
        posts.close();
    }
}
