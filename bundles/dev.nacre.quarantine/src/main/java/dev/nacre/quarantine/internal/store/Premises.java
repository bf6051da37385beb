/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;

/** Opens the folder of a quarantine so that nobody but the host can reach into it. */
final class Premises {
    private static final int PERMISSIONS = 07777;
    private static final int PRIVATE = 0700;

    private Premises() {}

    /**
     * Opens the folder, makes it where it is missing, and locks it against other hosts until it is
     * closed.
     *
     * @param path without a slash at its end, which would make the kernel follow a link
     *     (path_resolution(7))
     * @return the folder, which the caller must close
     * @throws IOException with a message that says what is wrong with it and what to do
     */
    static Folder open(BytePath path, Probe probe) throws IOException {
        make(path, probe);
        int flags = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;
        int found;
        try {
            found = Descriptors.open(path, flags);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                throw new IOException(path + " must be a folder itself, no link and no file", e);
            }
            throw e;
        }
        Folder folder;
        try {
            folder = Folder.reopen(found, path, probe);
        } finally {
            Descriptors.close(found);
        }
        try {
            secure(folder);
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void make(BytePath path, Probe probe) throws IOException {
        probe.before("mkdir " + path);
        if (LibC.mkdirat(Fcntl.AT_FDCWD, path.cString(), PRIVATE) == 0) {
            return;
        }
        int errno = Native.getLastError();
        if (errno == Errno.ENOENT && path.length() > 1) {
            make(path.parent(), probe);
            if (LibC.mkdirat(Fcntl.AT_FDCWD, path.cString(), PRIVATE) == 0) {
                return;
            }
            errno = Native.getLastError();
        }
        FileStatus status = FileStatus.scratch();
        if (!status.read(Fcntl.AT_FDCWD, path)) {
            throw new LinuxException("make the folder " + path, errno);
        }
    }

    private static void secure(Folder folder) throws IOException {
        FileStatus status = new FileStatus();
        if (!status.read(folder.descriptor())) {
            throw LinuxException.last("look at " + folder.path());
        }
        if (status.uid() != LibC.geteuid()) {
            throw new IOException(
                    folder.path()
                            + " belongs to user "
                            + status.uid()
                            + " and must belong to user "
                            + LibC.geteuid()
                            + ", whom the host runs as: chown it, or name another folder");
        }
        if ((status.mode() & PERMISSIONS) != PRIVATE) {
            refuseForeign(folder);
            folder.before("chmod", BytePath.of("."));
            if (LibC.fchmod(folder.descriptor(), PRIVATE) != 0) {
                throw LinuxException.last("close to others the folder " + folder.path());
            }
        }
        if (LibC.flock(folder.descriptor(), Fcntl.LOCK_EX | Fcntl.LOCK_NB) != 0) {
            if (Native.getLastError() == Errno.EAGAIN) {
                throw new IOException(
                        folder.path()
                                + " is in use, by another host or by another path to it: end that host, or name another folder");
            }
            throw LinuxException.last("lock " + folder.path());
        }
    }

    /** Closing {@code /} or {@code /home} to all others, by a slip, would break the machine. */
    private static void refuseForeign(Folder folder) throws IOException {
        for (Directory.Entry entry : folder.list()) {
            BytePath name = entry.name();
            if (!Names.PART.matcher(name.toString()).matches()
                    && !name.equals(Names.RELEASED)
                    && !name.equals(Names.DAMAGED)) {
                throw new IOException(
                        folder.path()
                                + " holds what is no quarantine's ("
                                + name
                                + ") and others may enter it: name a folder that is empty or new");
            }
        }
    }
}
