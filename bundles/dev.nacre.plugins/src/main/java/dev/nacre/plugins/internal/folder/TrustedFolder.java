/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.DirectoryReader;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that nobody can change but root and the host's own user, who could change the host
 * itself: it and all above it belong to one of the two and cannot be written by others. It is
 * reached name by name over open folders, and no symbolic link is followed; so what was looked at
 * is what is used. An access control list needs no look of its own: what it allows others at most
 * shows as the rights of the group (acl(5), "Correspondence between ACL entries and file permission
 * bits"). For one thread.
 */
public final class TrustedFolder implements AutoCloseable {
    private static final int OTHERS_WRITE = 022;

    /** inode(7): in such a folder only the owner of a file can rename or delete it. */
    private static final int STICKY = 01000;

    private static final int PERMISSIONS = 07777;
    private static final int FOLDER = Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    /** A FIFO must not make us wait. */
    private static final int FILE = Fcntl.O_RDONLY | Fcntl.O_NOFOLLOW | Fcntl.O_NONBLOCK;

    private final int descriptor;
    private final BytePath path;

    private TrustedFolder(int descriptor, BytePath path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /**
     * @param path absolute, without {@code .} and {@code ..}
     * @throws Refused where others can change it; the message names which folder above it
     * @throws LinuxException where it cannot be opened, such as by ENOENT
     */
    public static TrustedFolder open(BytePath path) throws LinuxException, Refused {
        BytePath reached = BytePath.of("/");
        int folder = Descriptors.open(reached, Fcntl.O_PATH | FOLDER);
        try {
            for (BytePath name : path.names()) {
                trustParent(folder, reached);
                reached = reached.resolve(name);
                int below = below(folder, name, reached, reached.equals(path));
                Descriptors.close(folder);
                folder = below;
            }
            trust(folder, reached, OTHERS_WRITE);
            return new TrustedFolder(folder, path);
        } catch (LinuxException | Refused e) {
            Descriptors.close(folder);
            throw e;
        }
    }

    /** The last one is to be listed; those above need not even be readable. */
    private static int below(int folder, BytePath name, BytePath path, boolean last)
            throws LinuxException, Refused {
        try {
            return Descriptors.openAt(
                    folder, name, FOLDER | (last ? Fcntl.O_RDONLY : Fcntl.O_PATH), 0);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                throw new Refused(path + " is no folder; a link to one is not followed");
            }
            throw e;
        }
    }

    private static void trustParent(int folder, BytePath path) throws LinuxException, Refused {
        FileStatus status = FileStatus.scratch();
        boolean sticky = status.read(folder) && (status.mode() & STICKY) != 0;
        trust(folder, path, sticky ? 0 : OTHERS_WRITE);
    }

    private static void trust(int descriptor, BytePath path, int forbidden)
            throws LinuxException, Refused {
        FileStatus status = FileStatus.scratch();
        if (!status.read(descriptor)) {
            throw LinuxException.last("look at " + path);
        }
        if (status.uid() != 0 && status.uid() != LibC.geteuid()) {
            throw new Refused(
                    path
                            + " belongs to user "
                            + Integer.toUnsignedString(status.uid())
                            + ", who could put anything there: look at it, then chown root:root "
                            + path);
        }
        if ((status.mode() & forbidden) != 0) {
            throw new Refused(
                    String.format(
                            "%s can be written by others than its owner (mode %04o): look at it,"
                                    + " then chmod go-w %s",
                            path, status.mode() & PERMISSIONS, path));
        }
    }

    public BytePath path() {
        return path;
    }

    /**
     * The names in it that end so. Once only.
     *
     * @param room for the kernel's answer
     */
    public List<BytePath> names(String suffix, NativeBuffer room) throws LinuxException {
        List<BytePath> names = new ArrayList<>();
        DirectoryReader reader = new DirectoryReader(path, descriptor, room);
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
            if (entry.name().toString().endsWith(suffix)) {
                names.add(entry.name());
            }
        }
        return names;
    }

    /** What a name stands for now, no link followed; {@code null} where it has gone. */
    public FileIdentity identify(BytePath name) throws LinuxException {
        FileStatus status = FileStatus.scratch();
        if (status.read(descriptor, name)) {
            return status.identity();
        }
        LinuxException failure = LinuxException.last("look at " + path.resolve(name));
        if (failure.errno() == Errno.ENOENT) {
            return null;
        }
        throw failure;
    }

    /**
     * Opens a regular file for reading that nobody else can change.
     *
     * @return the descriptor, which the caller must close
     * @throws Refused where it is none
     */
    public int open(BytePath name, BytePath shown) throws LinuxException, Refused {
        int file;
        try {
            file = Descriptors.openAt(descriptor, name, FILE, 0);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ELOOP) {
                throw new Refused(shown + " is a symbolic link: put the file itself there");
            }
            throw e;
        }
        try {
            FileStatus status = FileStatus.scratch();
            if (status.read(file) && !status.isRegular()) {
                throw new Refused(shown + " is no file: take it away");
            }
            trust(file, shown, OTHERS_WRITE);
            return file;
        } catch (LinuxException | Refused e) {
            Descriptors.close(file);
            throw e;
        }
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
