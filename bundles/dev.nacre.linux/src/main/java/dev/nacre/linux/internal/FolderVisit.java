/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles.Visitor;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.DirectoryReader;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One time of going through a folder. Each folder is opened in the one above it, so that nobody can
 * lead the way elsewhere; whoever may write there can make any number of folders and names, so
 * neither descriptors nor memory grow with them.
 */
final class FolderVisit {
    /** Folders that are open at once: each is one descriptor. */
    static final int DEPTH = 64;

    /** Folders that lie deeper, or are mounted, and wait for their turn. */
    private static final int MOST_WAITING = 10_000;

    private static final int BUFFER = 16 * 1024;
    private static final int FOLDER = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private final MountTable mounts;
    private final long since;
    private final Visitor visitor;
    private final FileStatus status = new FileStatus();
    private final List<NativeBuffer> buffers = new ArrayList<>();
    private final Deque<Start> waiting = new ArrayDeque<>();

    /**
     * @param whole whether all its files are wanted, changed or not
     */
    private record Start(BytePath path, boolean whole) {}

    FolderVisit(MountTable mounts, long since, Visitor visitor) {
        this.mounts = mounts;
        this.since = since;
        this.visitor = visitor;
    }

    /** Returns false where the visitor ended it. */
    boolean run(BytePath folder) {
        waiting.add(new Start(folder, false));
        mounts.below(folder).stream()
                .map(Mount::point)
                .distinct()
                .forEach(point -> waiting.add(new Start(point, false)));
        boolean goesOn = true;
        while (goesOn && !waiting.isEmpty()) {
            Start start = waiting.poll();
            goesOn = enter(Fcntl.AT_FDCWD, start.path, start.path, start.whole, 0);
        }
        return goesOn;
    }

    private boolean enter(int above, BytePath name, BytePath path, boolean whole, int depth) {
        int folder;
        try {
            folder = Descriptors.openAt(above, name, FOLDER, 0);
        } catch (LinuxException e) {
            failed(path, e);
            return true;
        }
        try {
            // What is opened by its whole path may have got a symbolic link on the way.
            if (depth == 0 && !path.equals(Descriptors.path(folder))) {
                visitor.failed(path, "it is reached through a symbolic link now");
                return true;
            }
            visitor.folder(path);
            return list(folder, path, whole || hasMoved(folder), depth);
        } catch (LinuxException e) {
            failed(path, e);
            return true;
        } finally {
            Descriptors.close(folder);
        }
    }

    /**
     * What is added to a folder or taken from it gives it one time as ctime and mtime (inode(7));
     * moving the folder itself, and changing its owner or rights, leaves the mtime.
     */
    private boolean hasMoved(int folder) throws LinuxException {
        if (!status.read(folder)) {
            throw LinuxException.last("look at a folder");
        }
        return status.changed() >= since && status.changed() != status.modified();
    }

    private boolean list(int folder, BytePath path, boolean whole, int depth)
            throws LinuxException {
        if (buffers.size() == depth) {
            buffers.add(new NativeBuffer(BUFFER));
        }
        DirectoryReader names = new DirectoryReader(path, folder, buffers.get(depth));
        for (Entry entry = names.next(); entry != null; entry = names.next()) {
            if (!visitor.goesOn()) {
                return false;
            }
            if (entry.regular()) {
                file(folder, entry.name(), path, whole);
            } else if (entry.directory()
                    && !folder(folder, entry.name(), path.resolve(entry.name()), whole, depth)) {
                return false;
            }
        }
        return true;
    }

    /** What is mounted has its own turn; what the kernel makes up has none. */
    private boolean folder(int above, BytePath name, BytePath path, boolean whole, int depth) {
        if (mounts.isMountPoint(path)) {
            return true;
        }
        if (depth + 1 < DEPTH) {
            return enter(above, name, path, whole, depth + 1);
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Start(path, whole));
        } else {
            visitor.failed(path, "more than " + MOST_WAITING + " folders lie as deep as this");
        }
        return true;
    }

    private void file(int folder, BytePath name, BytePath above, boolean whole) {
        if (!status.read(folder, name)) {
            failed(above.resolve(name), LinuxException.last("look at " + above.resolve(name)));
        } else if (status.isRegular()
                && status.size() > 0
                && (whole || status.changed() >= since)) {
            BytePath path = above.resolve(name);
            try {
                visitor.changed(
                        mounts.locate(path).canonical(),
                        RegularFileOpener.open(folder, name, path));
            } catch (IOException e) {
                failed(path, e);
            }
        }
    }

    /** What has gone meanwhile is no failure. */
    private void failed(BytePath path, IOException e) {
        if (!(e instanceof LinuxException linux && linux.errno() == Errno.ENOENT)) {
            visitor.failed(path, e.getMessage());
        }
    }
}
