/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.linux.FileStatus;

/** One look at a file that was accessed, by which most accesses are settled. For one thread. */
final class Look {
    private final EventSink sink;
    private final boolean execEvents;
    private final FileStatus status = new FileStatus();

    Look(Features features, EventSink sink) {
        this.execEvents = features.execEvents();
        this.sink = sink;
    }

    /** Looks at an open file; false on error. What follows is about this file. */
    boolean at(int file) {
        return status.read(file);
    }

    FileStatus status() {
        return status;
    }

    /** As {@link EventSink#settles}. */
    boolean settles(long mask, int pid) {
        return settles(sink, Masks.kind(mask, execEvents), Masks.waits(mask), pid, status);
    }

    /** Likewise, of what another look has shown. */
    static boolean settles(
            EventSink sink, AccessKind kind, boolean waits, int pid, FileStatus status) {
        return sink.settles(
                kind,
                waits,
                pid,
                status.mode(),
                status.device(),
                status.inode(),
                status.size(),
                status.modified(),
                status.changed());
    }
}
