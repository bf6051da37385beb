/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Reports accesses through inotify(7), after the fact: for processes without CAP_SYS_ADMIN, and
 * kernels without fanotify. Each folder below a watched one has a watch of its own.
 */
@Component(property = "service.ranking:Integer=10")
public final class InotifySource implements EventSource {
    private static final SourceStatus NOTHING = new SourceStatus(Map.of(), false, List.of());

    private final long room;
    private volatile Session session;

    @Activate
    public InotifySource() {
        this(Folders.room());
    }

    /**
     * @param room how many folders there is memory for
     */
    InotifySource(long room) {
        this.room = room;
    }

    @Override
    public String name() {
        return "inotify";
    }

    @Override
    public void start(EventSink sink) throws IOException {
        if (session != null) {
            throw new IllegalStateException("inotify is started already");
        }
        Session started = new Session(sink, room);
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
    public SourceStatus status() {
        Session current = session;
        return current == null ? NOTHING : current.status();
    }

    @Override
    @Deactivate
    public void stop() {
        Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }
}
