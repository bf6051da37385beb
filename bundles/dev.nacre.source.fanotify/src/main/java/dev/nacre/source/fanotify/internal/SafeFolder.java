/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.DirectoryReader;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;

/**
 * A folder that only root can move: all above it, up to the root of its file system, belong to root
 * and can be written by nobody else. Whose the folder itself is does not matter. An access control
 * list needs no look of its own: what it allows others at most shows as the rights of the group
 * (acl(5), "Correspondence between ACL entries and file permission bits"). For one thread.
 */
final class SafeFolder implements AutoCloseable {
    private static final int OTHERS_WRITE = 022;
    private static final int FOLDER = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;
    private static final int BUFFER = 16 * 1024;

    /** A search does not go through more names in a folder: it may be a huge one. */
    private static final int MOST_NAMES = 10_000;

    private final int descriptor;
    private final BytePath path;
    private final Mount mount;

    /** Is given the folders below. */
    interface Visitor {
        /** Returns whether to go on. */
        boolean visit(SafeFolder below) throws LinuxException;
    }

    private SafeFolder(int descriptor, BytePath path, Mount mount) {
        this.descriptor = descriptor;
        this.path = path;
        this.mount = mount;
    }

    /**
     * @param path canonical
     * @throws LinuxException with EACCES where it is not safe
     */
    static SafeFolder open(BytePath path, MountTable table) throws LinuxException {
        int folder = Descriptors.open(BytePath.of("/"), FOLDER);
        try {
            for (BytePath name : path.names()) {
                if (!rootsOwn(folder)) {
                    throw new LinuxException("leave " + path + " to the kernel", Errno.EACCES);
                }
                int below = Descriptors.openAt(folder, name, FOLDER, 0);
                Descriptors.close(folder);
                folder = below;
            }
            return new SafeFolder(folder, path, mount(folder, path, table));
        } catch (LinuxException e) {
            Descriptors.close(folder);
            throw e;
        }
    }

    private static boolean rootsOwn(int folder) {
        FileStatus status = FileStatus.scratch();
        return status.read(folder) && status.uid() == 0 && (status.mode() & OTHERS_WRITE) == 0;
    }

    /** The mount, where it shows all of a file system whose folders stay where they are. */
    private static Mount mount(int folder, BytePath path, MountTable table) throws LinuxException {
        FileStatus status = FileStatus.scratch();
        Mount mount = status.read(folder) ? table.find(status.mount()) : null;
        if (mount == null
                || mount.root().length() != 1
                || !path.equals(table.locate(mount.id(), path).canonical())
                || !FileSystems.leasable(folder)) {
            throw new LinuxException("leave " + path + " to the kernel", Errno.EACCES);
        }
        return mount;
    }

    /** Open for reading; owned by this object. */
    int descriptor() {
        return descriptor;
    }

    BytePath path() {
        return path;
    }

    /** Where its file system is mounted. */
    BytePath point() {
        return mount.point();
    }

    FileHandle handle() throws LinuxException {
        return FileHandle.of(descriptor);
    }

    /** Shows those in it that are safe, too; none where others may move them. */
    void below(Visitor visitor) throws LinuxException {
        if (!rootsOwn(descriptor)) {
            return;
        }
        DirectoryReader names = new DirectoryReader(path, descriptor, new NativeBuffer(BUFFER));
        boolean goesOn = true;
        int seen = 0;
        for (Entry entry = names.next();
                entry != null && goesOn && seen < MOST_NAMES;
                entry = names.next()) {
            seen++;
            if (entry.directory()) {
                goesOn = below(entry.name(), visitor);
            }
        }
    }

    private boolean below(BytePath name, Visitor visitor) throws LinuxException {
        int folder;
        try {
            folder = Descriptors.openAt(descriptor, name, FOLDER, 0);
        } catch (LinuxException e) {
            // It has gone meanwhile.
            return true;
        }
        FileStatus status = FileStatus.scratch();
        if (!status.read(folder) || status.mount() != mount.id()) {
            Descriptors.close(folder);
            return true;
        }
        try (SafeFolder below = new SafeFolder(folder, path.resolve(name), mount)) {
            return visitor.visit(below);
        }
    }

    /** Whether a failure says that a folder is no more, and its marks with it. */
    static boolean gone(LinuxException failure) {
        return failure.errno() == Errno.ESTALE;
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
