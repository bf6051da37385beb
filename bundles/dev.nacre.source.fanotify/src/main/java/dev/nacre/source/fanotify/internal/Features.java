/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_CONTENT;
import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_NOTIF;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_ON_CHILD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_EVICTABLE;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_FILESYSTEM;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_IGNORED_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_IGNORE_SURV;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_REMOVE;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_TO;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_RENAME;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_FD_ERROR;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.io.IOException;

/**
 * What this kernel's fanotify can do. Found out by trying, as distributions port features back to
 * kernels whose version does not tell.
 *
 * @param permission accesses can wait for an answer (CONFIG_FANOTIFY_ACCESS_PERMISSIONS)
 * @param filesystemMarks whole file systems can be marked (Linux 4.20)
 * @param execEvents opening to execute is an event of its own (Linux 5.0)
 * @param descriptorErrors an event whose file cannot be opened for us comes with the errno, instead
 *     of being dropped (Linux 6.13)
 * @param names what happens to names is told, with the handle of the folder (Linux 5.9)
 * @param renames of a rename both folders and names are told in one event (Linux 5.17)
 * @param evictableMarks a mark need not keep its file in memory, so that any number of files can be
 *     left to the kernel (Linux 5.19)
 * @param ignoredFolders a folder's children can be left out of what is reported (Linux 6.0)
 */
record Features(
        boolean permission,
        boolean filesystemMarks,
        boolean execEvents,
        boolean descriptorErrors,
        boolean names,
        boolean renames,
        boolean evictableMarks,
        boolean ignoredFolders) {

    /** Finds out; the seam by which tests take features away. */
    interface Probe {
        /**
         * @throws IOException where there is no fanotify for this process; says what is missing
         */
        Features probe() throws IOException;
    }

    /** Asks the kernel, on groups that are thrown away; marks nothing. */
    static Features probe() throws IOException {
        int group = init(FAN_CLASS_CONTENT);
        if (group < 0) {
            group = init(FAN_CLASS_NOTIF);
        }
        if (group < 0) {
            throw missing(Native.getLastError());
        }
        try {
            boolean permission = knows(group, 0, FAN_OPEN_PERM);
            return new Features(
                    permission,
                    knows(group, FAN_MARK_FILESYSTEM, FAN_CLOSE_WRITE),
                    knows(group, 0, permission ? FAN_OPEN_EXEC_PERM : FAN_OPEN_EXEC),
                    canInit(FAN_REPORT_FD_ERROR),
                    knowsNames(FAN_MOVED_TO | FAN_CREATE | FAN_ONDIR),
                    knowsNames(FAN_RENAME),
                    knows(group, FAN_MARK_EVICTABLE | FAN_MARK_IGNORED_MASK, FAN_OPEN),
                    knows(group, FAN_MARK_IGNORE_SURV, FAN_CLOSE_WRITE | FAN_EVENT_ON_CHILD));
        } finally {
            LibC.close(group);
        }
    }

    private static int init(int flags) {
        return LibC.fanotify_init(FAN_CLOEXEC | flags, Fcntl.O_RDONLY);
    }

    private static boolean canInit(int flags) {
        int group = init(flags);
        if (group >= 0) {
            LibC.close(group);
        }
        return group >= 0;
    }

    /**
     * Removing a mark that does not exist fails with ENOENT; flags or events that the kernel does
     * not know are refused with EINVAL before it looks (fanotify_mark(2), ERRORS).
     */
    private static boolean knows(int group, int flags, long mask) {
        byte[] root = BytePath.of("/").cString();
        int all = FAN_MARK_REMOVE | flags;
        return LibC.fanotify_mark(group, all, mask, Fcntl.AT_FDCWD, root) == 0
                || Native.getLastError() == Errno.ENOENT;
    }

    /**
     * Events of a group that reports handles. Where the kernel knows them, it refuses the root's
     * file system, which may have no handles, or has no mark to be removed: all but EINVAL.
     */
    private static boolean knowsNames(long mask) {
        int group = init(FAN_CLASS_NOTIF | FAN_REPORT_DFID_NAME);
        if (group < 0) {
            return false;
        }
        try {
            int flags = FAN_MARK_REMOVE | FAN_MARK_FILESYSTEM;
            byte[] root = BytePath.of("/").cString();
            return LibC.fanotify_mark(group, flags, mask, Fcntl.AT_FDCWD, root) == 0
                    || Native.getLastError() != Errno.EINVAL;
        } finally {
            LibC.close(group);
        }
    }

    private static IOException missing(int errno) {
        return switch (errno) {
            case Errno.EPERM ->
                    new IOException(
                            "Cannot use fanotify: the capability CAP_SYS_ADMIN is missing; run as"
                                    + " root, outside of containers without that capability");
            case Errno.ENOSYS ->
                    new IOException(
                            "Cannot use fanotify: this kernel is built without CONFIG_FANOTIFY, or"
                                    + " a container's filter refuses fanotify_init(2)");
            case Errno.EMFILE ->
                    new IOException(
                            "Cannot use fanotify: no further group or descriptor is allowed; raise"
                                    + " fs.fanotify.max_user_groups or the limit of open files");
            default -> new LinuxException("use fanotify", errno);
        };
    }
}
