/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.folder;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An open folder: what is done to a name in it is done in this very folder, wherever its path leads
 * by now. No call follows a link. Owns its descriptor until {@link #close}, which comes once, after
 * all other calls; those may come from any thread.
 */
public final class Folder implements Closeable {
    private static final BytePath HERE = BytePath.of(".");

    private final int descriptor;
    private final BytePath path;
    private final Probe probe;

    private Folder(int descriptor, BytePath path, Probe probe) {
        this.descriptor = descriptor;
        this.path = path;
        this.probe = probe;
    }

    /**
     * Opens for reading, as fsync(2) needs it, what {@code found} is open on.
     *
     * @param found a folder's descriptor, which stays the caller's; may be {@code O_PATH}
     * @param path how it was reached, for messages
     */
    public static Folder reopen(int found, BytePath path, Probe probe) throws LinuxException {
        int flags = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY;
        return new Folder(Descriptors.openAt(found, HERE, flags, 0), path, probe);
    }

    /** A folder in this one, which must be a folder and no link. */
    public Folder open(BytePath name) throws LinuxException {
        int flags = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;
        int child = Descriptors.openAt(descriptor, name, flags, 0);
        return new Folder(child, path.resolve(name), probe);
    }

    /** How it was reached. */
    public BytePath path() {
        return path;
    }

    /** The open descriptor, borrowed. */
    public int descriptor() {
        return descriptor;
    }

    /** What stands under a name; empty where nothing does. */
    public Optional<FileIdentity> identify(BytePath name) throws LinuxException {
        FileStatus status = FileStatus.scratch();
        if (status.read(descriptor, name)) {
            return Optional.of(status.identity());
        }
        if (Native.getLastError() == Errno.ENOENT) {
            return Optional.empty();
        }
        throw LinuxException.last("look at " + path.resolve(name));
    }

    public List<Directory.Entry> list() throws LinuxException {
        int listed = Descriptors.openAt(descriptor, HERE, Fcntl.O_DIRECTORY, 0);
        try {
            return Directory.list(path, listed);
        } finally {
            Descriptors.close(listed);
        }
    }

    /**
     * Makes a file that did not exist, which only its owner may read and write.
     *
     * @return its descriptor, open for reading, which sets no atime, and writing; the caller must
     *     close it
     */
    public int create(BytePath name) throws IOException {
        before("create", name);
        int access = Fcntl.O_RDWR | Fcntl.O_NOATIME;
        int flags = access | Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_NOFOLLOW;
        return Descriptors.openAt(descriptor, name, flags, 0600);
    }

    /**
     * Opens a file for reading; never waits for the writer of a FIFO.
     *
     * @return its descriptor, which the caller must close
     */
    public int read(BytePath name) throws LinuxException {
        int flags = Fcntl.O_RDONLY | Fcntl.O_NOFOLLOW | Fcntl.O_NONBLOCK;
        return Descriptors.openAt(descriptor, name, flags, 0);
    }

    /** Makes a folder that only its owner may enter, where there is none. */
    public void makeFolder(BytePath name) throws IOException {
        before("mkdir", name);
        if (LibC.mkdirat(descriptor, name.cString(), 0700) != 0
                && Native.getLastError() != Errno.EEXIST) {
            throw LinuxException.last("make the folder " + path.resolve(name));
        }
    }

    /** Renames, in place of what may stand there. */
    public void replace(BytePath from, BytePath to) throws IOException {
        before("rename", from);
        rename(from, this, to, 0);
    }

    /** Renames into another folder of the same file system, where that name is free. */
    public void moveTo(Folder target, BytePath from, BytePath to) throws IOException {
        before("move", from);
        rename(from, target, to, Fcntl.RENAME_NOREPLACE);
    }

    /**
     * Renames a file that others can reach to a free name that nobody can guess. Some file systems
     * (NFS) cannot be told to keep what stands there; there it is as safe as the name is secret.
     */
    public void setAside(BytePath from, BytePath secret) throws IOException {
        try {
            before("set aside", from);
            rename(from, this, secret, Fcntl.RENAME_NOREPLACE);
        } catch (LinuxException e) {
            if (!cannotKeep(e)) {
                throw e;
            }
            before("plainly set aside", from);
            rename(from, this, secret, 0);
        }
    }

    /**
     * Gives a file of ours, under a name that nobody can guess, a name that others can reach, which
     * must be free. Where the file system cannot be told so, link(2) can: it never replaces.
     */
    public void publish(BytePath secret, BytePath to) throws IOException {
        try {
            before("publish", to);
            rename(secret, this, to, Fcntl.RENAME_NOREPLACE);
        } catch (LinuxException e) {
            if (!cannotKeep(e)) {
                throw e;
            }
            before("link", to);
            if (LibC.linkat(descriptor, secret.cString(), descriptor, to.cString(), 0) != 0) {
                throw LinuxException.last("link " + path.resolve(to));
            }
            unlink(secret);
        }
    }

    /** renameat2(2), ERRORS: EINVAL and ENOSYS stand for a file system or kernel without flags. */
    private static boolean cannotKeep(LinuxException e) {
        return e.errno() == Errno.EINVAL || e.errno() == Errno.ENOSYS;
    }

    private void rename(BytePath from, Folder target, BytePath to, int flags)
            throws LinuxException {
        if (LibC.renameat2(descriptor, from.cString(), target.descriptor, to.cString(), flags)
                != 0) {
            throw LinuxException.last("rename " + path.resolve(from) + " to " + to);
        }
    }

    public void unlink(BytePath name) throws IOException {
        before("unlink", name);
        if (LibC.unlinkat(descriptor, name.cString(), 0) != 0) {
            throw LinuxException.last("delete " + path.resolve(name));
        }
    }

    /** As {@link #unlink}; that there is no such name is well too. */
    public void unlinkIfThere(BytePath name) throws IOException {
        if (identify(name).isPresent()) {
            unlink(name);
        }
    }

    /** Returns once all changes of names are on the disk. */
    public void sync() throws IOException {
        before("sync", HERE);
        if (LibC.fsync(descriptor) != 0) {
            throw LinuxException.last("write to the disk " + path);
        }
    }

    /** Returns once an open file's content is on the disk. */
    public void sync(int file, BytePath name) throws IOException {
        before("sync", name);
        if (LibC.fsync(file) != 0) {
            throw LinuxException.last("write to the disk " + path.resolve(name));
        }
    }

    /** Says that a file in this folder is going to be changed through its descriptor. */
    public void before(String call, BytePath name) throws IOException {
        probe.before(call + " " + path.resolve(name));
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
