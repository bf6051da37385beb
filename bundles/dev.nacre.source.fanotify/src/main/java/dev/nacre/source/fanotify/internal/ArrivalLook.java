/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.HandleEvent.Entry;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.ReadLease;
import java.io.IOException;

/**
 * Looks at a name in a guarded folder, or at a file that was written in one: it is opened and
 * handed over, if the sink wants it. For one thread.
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
            Arrival arrival =
                    new Arrival(AccessKind.ARRIVE, here, status.size(), name.pid(), name.process());
            if (!settles(arrival, status) && sink.wants(arrival, file, known ? before : null)) {
                offer(new ArrivalEvent(arrival, file, held.open()), name);
            }
        }
    }

    /**
     * Looks at a file that was written: under the name it was written by, or, where that names
     * another file by now, under the name it has.
     */
    void at(Written.Name name) throws IOException {
        Entry place = name.place();
        OpenFolder folder =
                place == null ? null : folders.open(name.file().filesystem(), place.folder());
        try (HeldName held = folder == null ? null : folder.hold(place.name())) {
            if (held != null && held.handle().equals(name.file().handle())) {
                written(held, folder.resolve(place.name()), name);
                return;
            }
        }
        try (FoundFile found = folders.find(name.file())) {
            if (found != null) {
                written(found.held(), found.location(), name);
            }
        }
    }

    /** A verdict that is known is on what the file holds now, or void. */
    private void written(HeldName held, Location here, Written.Name name) throws IOException {
        FileStatus status = held.status();
        FileIdentity file = status.identity();
        Arrival write =
                new Arrival(
                        AccessKind.CLOSE_WRITE, here, status.size(), name.pid(), name.process());
        if (settles(write, status)) {
            return;
        }
        sink.written(file.device(), file.inode());
        if (sink.wants(write, file, null)) {
            handOver(new ArrivalEvent(write, file, held.open()));
        }
    }

    private boolean settles(Arrival arrival, FileStatus status) {
        return Look.settles(sink, arrival.kind(), false, arrival.pid(), status);
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
