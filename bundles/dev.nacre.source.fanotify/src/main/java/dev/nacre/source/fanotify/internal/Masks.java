/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_ACCESS;
import static dev.nacre.linux.libc.Fanotify.FAN_ACCESS_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_NOWRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_MODIFY;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.watch.Watch;

/** Between what a watch wants and the bits of an event mask, both ways. */
final class Masks {
    static final long PERMISSION = FAN_OPEN_PERM | FAN_ACCESS_PERM | FAN_OPEN_EXEC_PERM;

    private Masks() {}

    /** The events that a watch needs, as far as the kernel has them. */
    static long of(Watch watch, Features features) {
        boolean wait = watch.prevention() && features.permission();
        long open = wait ? FAN_OPEN_PERM : FAN_OPEN;
        long execute = wait ? FAN_OPEN_EXEC_PERM : FAN_OPEN_EXEC;
        if (!features.execEvents()) {
            execute = open;
        }
        return switch (watch.scanOn()) {
            case MODIFY -> FAN_MODIFY;
            case WRITE -> FAN_CLOSE_WRITE;
            case WRITE_EXEC -> FAN_CLOSE_WRITE | execute;
            case CLOSE_EXEC -> FAN_CLOSE_WRITE | FAN_CLOSE_NOWRITE | execute;
            // To execute a file is to open it: a second event would cost a second wait.
            case OPEN_EXEC -> FAN_CLOSE_WRITE | open;
            case ACCESS_EXEC -> FAN_CLOSE_WRITE | execute | (wait ? FAN_ACCESS_PERM : FAN_ACCESS);
        };
    }

    /** Whether a watch tells opening from executing, which needs an event of its own. */
    static boolean needsExec(Watch watch) {
        return switch (watch.scanOn()) {
            case WRITE_EXEC, CLOSE_EXEC, ACCESS_EXEC -> true;
            case MODIFY, WRITE, OPEN_EXEC -> false;
        };
    }

    /** The same accesses, reported after the fact. */
    static long withoutWaiting(long mask) {
        long weak = mask & ~PERMISSION;
        weak |= (mask & FAN_OPEN_PERM) != 0 ? FAN_OPEN : 0;
        weak |= (mask & FAN_ACCESS_PERM) != 0 ? FAN_ACCESS : 0;
        weak |= (mask & FAN_OPEN_EXEC_PERM) != 0 ? FAN_OPEN_EXEC : 0;
        return weak;
    }

    static boolean waits(long mask) {
        return (mask & PERMISSION) != 0;
    }

    /**
     * What an event is about. The kernel merges notifications of one file and process that wait in
     * the queue; of several the one that matters most counts: content that has changed before
     * content that is used, to be executed before to be read.
     */
    static AccessKind kind(long mask) {
        if ((mask & FAN_CLOSE_WRITE) != 0) {
            return AccessKind.CLOSE_WRITE;
        } else if ((mask & FAN_MODIFY) != 0) {
            return AccessKind.MODIFY;
        } else if ((mask & (FAN_OPEN_EXEC | FAN_OPEN_EXEC_PERM)) != 0) {
            return AccessKind.EXECUTE;
        } else if ((mask & (FAN_OPEN | FAN_OPEN_PERM)) != 0) {
            return AccessKind.OPEN;
        } else if ((mask & (FAN_ACCESS | FAN_ACCESS_PERM)) != 0) {
            return AccessKind.READ;
        }
        return AccessKind.CLOSE_READ;
    }
}
