/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.Watch;
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
    private final Readers readers;
    private final Trees trees;
    private final Guarding guarding;
    private final Arrivals arrivals;
    private final MountWatcher watcher;
    private volatile List<Watch> watches = List.of();
    private volatile SourceStatus status;

    Session(Features features, EventSink sink, LeaseLimits limits) throws IOException {
        this.mounts = new Mounts();
        WarmUp.run(features, mounts, sink);
        this.status = new SourceStatus(Map.of(), features.permission(), List.of());
        Group group = Group.open(features);
        this.readers =
                new Readers("nacre-fanotify-reader", features, group, mounts, sink, limits, faults);
        try {
            this.trees = new Trees(group, features, mounts, sink, faults);
        } catch (IOException e) {
            readers.close();
            throw e;
        }
        try {
            this.arrivals = new Arrivals(features, sink, faults);
        } catch (IOException e) {
            trees.close();
            readers.close();
            throw e;
        }
        this.guarding = new Guarding(features, mounts, group, trees);
        try {
            this.watcher = new MountWatcher(this::again);
        } catch (IOException e) {
            trees.close();
            arrivals.close();
            readers.close();
            throw e;
        }
    }

    void start() {
        readers.start();
        trees.start();
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
            SourceStatus now = withArrivals(guarding.guard(watches));
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

    private SourceStatus withArrivals(SourceStatus marked) {
        List<Finding> findings = new ArrayList<>(marked.findings());
        findings.addAll(arrivals.guard(watches, mounts.table()));
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
        readers.leases().forget();
    }

    int release(BytePath folder) throws IOException {
        return readers.leases().release(folder);
    }

    List<Stall> relieve(Predicate<Thread> allows) {
        return readers.relieve(allows);
    }

    int waiting() {
        return readers.waiting();
    }

    SourceStatus status() {
        SourceStatus now = status;
        return new SourceStatus(
                now.guarded(),
                now.prevents(),
                now.findings(),
                readers.leases().size(),
                now.partial(),
                now.marked(),
                guarding.unreported());
    }

    @Override
    public void close() {
        watcher.close();
        trees.close();
        arrivals.close();
        readers.close();
    }
}
