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

    /**
     * What an event may be about, the kind that matters most first: content that has changed before
     * content that is used, to be executed before to be read.
     */
    private static final long[] ORDER = {
        FAN_CLOSE_WRITE,
        FAN_MODIFY,
        FAN_OPEN_EXEC | FAN_OPEN_EXEC_PERM,
        FAN_OPEN | FAN_OPEN_PERM,
        FAN_ACCESS | FAN_ACCESS_PERM,
        FAN_CLOSE_NOWRITE,
    };

    private static final AccessKind[] KINDS = {
        AccessKind.CLOSE_WRITE,
        AccessKind.MODIFY,
        AccessKind.EXECUTE,
        AccessKind.OPEN,
        AccessKind.READ,
        AccessKind.CLOSE_READ,
    };

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

    /** All events that a watch may need, as far as the kernel has them. */
    static long all(Features features) {
        long all = FAN_CLOSE_WRITE | FAN_MODIFY | FAN_OPEN | FAN_ACCESS | FAN_CLOSE_NOWRITE;
        all |= features.execEvents() ? FAN_OPEN_EXEC : 0;
        if (features.permission()) {
            all |= FAN_OPEN_PERM | FAN_ACCESS_PERM;
            all |= features.execEvents() ? FAN_OPEN_EXEC_PERM : 0;
        }
        return all;
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

    /** Whether content may have changed. */
    static boolean isWrite(long mask) {
        return (mask & (FAN_CLOSE_WRITE | FAN_MODIFY)) != 0;
    }

    static boolean waits(long mask) {
        return (mask & PERMISSION) != 0;
    }

    /** The bits of the kind that matters most among those of a mask; 0 where there is none. */
    static long foremost(long mask) {
        for (long bits : ORDER) {
            if ((mask & bits) != 0) {
                return mask & bits;
            }
        }
        return 0;
    }

    /**
     * What an event is about, the kind that matters most.
     *
     * @param execEvents false where the kernel does not tell executing from opening: each opening
     *     may be one to execute, and is taken for that
     */
    static AccessKind kind(long mask, boolean execEvents) {
        for (int i = 0; i < ORDER.length; i++) {
            if ((mask & ORDER[i]) != 0) {
                boolean unsure = KINDS[i] == AccessKind.OPEN && !execEvents;
                return unsure ? AccessKind.EXECUTE : KINDS[i];
            }
        }
        throw new IllegalArgumentException("An event of no kind");
    }
}
