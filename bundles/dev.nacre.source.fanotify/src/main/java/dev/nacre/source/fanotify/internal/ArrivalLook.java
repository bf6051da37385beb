/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.ReadLease;
import java.io.IOException;

/**
 * Looks at a name in a guarded folder: what it names is opened and handed over, if the sink wants
 * it. For one thread.
 */
final class ArrivalLook {
    private final EventSink sink;
    private final Folders folders;
    private final Expected expected;

    /**
     * @param expected takes what is to be looked at once more
     */
    ArrivalLook(EventSink sink, Folders folders, Expected expected) {
        this.sink = sink;
        this.folders = folders;
        this.expected = expected;
    }

    /**
     * Looks at a name that was expected.
     *
     * @param known whether it is known where what it names was before
     */
    void at(Expected.Name name, boolean known) throws IOException {
        OpenFolder folder = folders.open(name.filesystem(), name.folder());
        if (folder != null && name.directory()) {
            sink.folderArrived(folder.resolve(name.name()), known ? name.from() : null);
        } else if (folder != null) {
            at(folder, name, known);
        }
    }

    /** Likewise, in its folder, at what is no folder. */
    void at(OpenFolder folder, Expected.Name name, boolean known) throws IOException {
        try (HeldName held = folder.hold(name.name())) {
            if (held == null) {
                return;
            }
            FileStatus status = held.status();
            FileIdentity file = status.identity();
            Location here = folder.resolve(name.name());
            Location before = name.created() ? here : name.from();
            Location from = known ? before : null;
            Arrival arrival = new Arrival(here, status.size(), name.pid(), name.process());
            if (!Look.settles(sink, AccessKind.ARRIVE, false, name.pid(), status)
                    && sink.wants(arrival, file, from)) {
                offer(new ArrivalEvent(arrival, file, held.open()), name);
            }
        }
    }

    /** What is being written since it was created is looked at again when that may be over. */
    private void offer(ArrivalEvent event, Expected.Name name) {
        if (name.created() && !expected.isFull() && ReadLease.isWritten(event.descriptor())) {
            event.close();
            expected.add(name.dueAt(Expected.due(System.nanoTime())));
        } else {
            handOver(event);
        }
    }

    /** Where the sink throws, the event is still ours. */
    private void handOver(ArrivalEvent event) {
        try {
            sink.accept(event);
        } catch (RuntimeException | Error e) {
            event.close();
            throw e;
        }
    }
}
