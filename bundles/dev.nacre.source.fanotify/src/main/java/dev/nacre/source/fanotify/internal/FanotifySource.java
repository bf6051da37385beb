/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Reports accesses through fanotify(7), and makes them wait where a watch wants to prevent. Marks
 * cover whole file systems or mounts: what lies outside of the watched folders is reported too, and
 * sorted out by whoever takes the events.
 */
@Component(property = "service.ranking:Integer=100")
public final class FanotifySource implements EventSource {
    private static final SourceStatus NOTHING = new SourceStatus(Map.of(), false, List.of());

    private final Features.Probe probe;
    private final LeaseLimits limits;
    private volatile Session session;

    @Activate
    public FanotifySource() {
        this(Features::probe, LeaseLimits.ofThisProcess());
    }

    FanotifySource(Features.Probe probe, LeaseLimits limits) {
        this.probe = probe;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "fanotify";
    }

    @Override
    public void start(EventSink sink) throws IOException {
        if (session != null) {
            throw new IllegalStateException("fanotify is started already");
        }
        OwnClasses.load();
        Session started = new Session(probe.probe(), sink, limits);
        started.start();
        session = started;
    }

    @Override
    public void guard(List<Watch> watches) {
        Session current = session;
        if (current != null) {
            current.guard(watches);
        }
    }

    @Override
    public void exempt(Set<BytePath> folders, Set<BytePath> kept) {
        Session current = session;
        if (current != null) {
            current.exempt(folders, kept);
        }
    }

    @Override
    public void forget() {
        Session current = session;
        if (current != null) {
            current.forget();
        }
    }

    @Override
    public int release(BytePath folder) throws IOException {
        Session current = session;
        return current == null ? 0 : current.release(folder);
    }

    @Override
    public List<Stall> relieve(Predicate<Thread> allows) {
        Session current = session;
        return current == null ? List.of() : current.relieve(allows);
    }

    @Override
    public int waiting() {
        Session current = session;
        return current == null ? 0 : current.waiting();
    }

    @Override
    public SourceStatus status() {
        Session current = session;
        return current == null ? NOTHING : current.status();
    }

    /** Nor when its bundle is stopped: what it guards stays so until another guards it. */
    @Override
    public void stop() {
        Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }
}
