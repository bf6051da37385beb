/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.linux.libc.Inotify.IN_ACCESS;
import static dev.nacre.linux.libc.Inotify.IN_CLOSE_NOWRITE;
import static dev.nacre.linux.libc.Inotify.IN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Inotify.IN_CREATE;
import static dev.nacre.linux.libc.Inotify.IN_MODIFY;
import static dev.nacre.linux.libc.Inotify.IN_MOVED_TO;
import static dev.nacre.linux.libc.Inotify.IN_MOVE_SELF;
import static dev.nacre.linux.libc.Inotify.IN_OPEN;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.ScanOn;

/**
 * A folder of a watch, and what is asked of the kernel in and below it.
 *
 * @param configured as it stands in the configuration
 * @param path where that leads to, links resolved
 * @param canonical as {@link dev.nacre.api.event.Location#canonical}
 */
record Scope(
        BytePath configured,
        BytePath path,
        BytePath canonical,
        long device,
        long inode,
        ScanOn scanOn) {
    /** New names and moved folders: whatever is scanned. */
    private static final int STRUCTURE = IN_CREATE | IN_MOVED_TO | IN_MOVE_SELF;

    private static final int WRITTEN = IN_CLOSE_WRITE | IN_MODIFY;

    /** The events to ask for. */
    int mask() {
        return STRUCTURE
                | switch (scanOn) {
                    case MODIFY -> IN_MODIFY;
                    case WRITE, WRITE_EXEC -> IN_CLOSE_WRITE;
                    case CLOSE_EXEC -> IN_CLOSE_WRITE | IN_CLOSE_NOWRITE;
                    case OPEN_EXEC -> IN_CLOSE_WRITE | IN_OPEN;
                    case ACCESS_EXEC -> IN_CLOSE_WRITE | IN_ACCESS;
                };
    }

    /** What new content is reported as. */
    AccessKind content() {
        return scanOn == ScanOn.MODIFY ? AccessKind.MODIFY : AccessKind.CLOSE_WRITE;
    }

    /**
     * What events about a file are reported as: that it has other content before that it is used.
     */
    AccessKind kind(int events) {
        if ((events & (WRITTEN | STRUCTURE)) != 0) {
            return content();
        }
        return (events & IN_OPEN) != 0
                ? AccessKind.OPEN
                : (events & IN_ACCESS) != 0 ? AccessKind.READ : AccessKind.CLOSE_READ;
    }

    /** Whether content may have changed under a name that was there. */
    static boolean isWritten(int events) {
        return (events & WRITTEN) != 0;
    }
}
