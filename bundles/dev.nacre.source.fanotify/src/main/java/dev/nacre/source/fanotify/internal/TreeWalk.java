/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.DirectoryReader;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes through a folder and all below it on the same mount, a little at a time. Each folder is
 * opened in the one above it, so that nobody can lead the way elsewhere. One that lies deep is
 * remembered by its handle and gone through later, so that descriptors do not grow with the depth.
 * For one thread.
 */
final class TreeWalk implements AutoCloseable {
    /** Open in a row at most. */
    static final int DEPTH = 128;

    static final int FOLDER = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    /** How many deep folders are remembered. */
    private static final int MOST_DEEP = 10_000;

    private static final int BUFFER = 16 * 1024;

    /** What a folder costs, in names that are passed over. */
    private static final int FOLDER_COST = 32;

    interface Visitor {
        /**
         * Looks at a folder.
         *
         * @param folder open; stays the walk's
         * @param path real
         * @return whether to look at those in it, too
         */
        boolean folder(int folder, BytePath path);

        /** What could not be looked at. */
        void failed(BytePath path, String why);
    }

    private record Level(int folder, BytePath path, DirectoryReader names, NativeBuffer buffer) {}

    private record Deep(FileHandle folder, BytePath path) {}

    private final MountTable table;
    private final Visitor visitor;
    private final Deque<NativeBuffer> spares;
    private final int base;
    private final boolean cross;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Deque<Deep> deep = new ArrayDeque<>();
    private final FileStatus status = new FileStatus();
    private long mount;
    private long device;

    /**
     * @param base an open folder, the walk's own from now on
     * @param path where it is
     * @param cross whether to go into subvolumes of btrfs, which have a device number of their own
     * @param spares buffers that are free
     */
    TreeWalk(
            int base,
            BytePath path,
            boolean cross,
            MountTable table,
            Deque<NativeBuffer> spares,
            Visitor visitor) {
        this.base = base;
        this.cross = cross;
        this.table = table;
        this.spares = spares;
        this.visitor = visitor;
        if (!status.read(base)) {
            visitor.failed(path, LinuxException.last("look at " + path).getMessage());
            return;
        }
        mount = mountOf(base);
        device = status.device();
        try {
            enter(Descriptors.openAt(base, BytePath.of("."), FOLDER, 0), path);
        } catch (LinuxException e) {
            failed(path, e);
        }
    }

    /**
     * Goes on.
     *
     * @param most how many folders to look at before coming back
     * @return false at the end
     */
    boolean step(int most) {
        for (int cost = most * FOLDER_COST; cost > 0 && hasMore(); cost--) {
            Level level = levels.peek();
            Entry entry = null;
            try {
                entry = level.names.next();
            } catch (LinuxException e) {
                failed(level.path, e);
            }
            if (entry == null) {
                leave(levels.pop());
            } else if (entry.directory()) {
                below(level, entry.name());
                cost -= FOLDER_COST;
            }
        }
        return hasMore();
    }

    private boolean hasMore() {
        while (levels.isEmpty() && !deep.isEmpty()) {
            Deep next = deep.poll();
            try {
                enter(next.folder.open(base, FOLDER), next.path);
            } catch (LinuxException e) {
                failed(next.path, e);
            }
        }
        return !levels.isEmpty();
    }

    /** What is mounted is a tree of its own, and is not even touched: it might be made to mount. */
    private void below(Level above, BytePath name) {
        BytePath path = above.path.resolve(name);
        if (table.isMountPoint(path)) {
            return;
        }
        try {
            int folder = Descriptors.openAt(above.folder, name, FOLDER, 0);
            if (!belongs(folder)) {
                Descriptors.close(folder);
            } else if (levels.size() < DEPTH) {
                enter(folder, path);
            } else {
                remember(folder, path);
            }
        } catch (LinuxException e) {
            failed(path, e);
        }
    }

    private boolean belongs(int folder) {
        return status.read(folder)
                && mountOf(folder) == mount
                && (cross || status.device() == device);
    }

    private long mountOf(int folder) {
        return status.mount() == 0 ? MountIds.of(folder) : status.mount();
    }

    private void remember(int folder, BytePath path) throws LinuxException {
        try {
            if (deep.size() < MOST_DEEP) {
                deep.add(new Deep(FileHandle.of(folder), path));
            } else {
                visitor.failed(path, "more than " + MOST_DEEP + " folders lie as deep as this");
            }
        } finally {
            Descriptors.close(folder);
        }
    }

    private void enter(int folder, BytePath path) {
        if (visitor.folder(folder, path)) {
            NativeBuffer buffer = spares.isEmpty() ? new NativeBuffer(BUFFER) : spares.pop();
            DirectoryReader names = new DirectoryReader(path, folder, buffer);
            levels.push(new Level(folder, path, names, buffer));
        } else {
            Descriptors.close(folder);
        }
    }

    private void leave(Level level) {
        Descriptors.close(level.folder);
        spares.push(level.buffer);
    }

    /** What has gone meanwhile is no failure; nor what is no folder any more. */
    private void failed(BytePath path, LinuxException e) {
        switch (e.errno()) {
            case Errno.ENOENT, Errno.ESTALE, Errno.ENOTDIR, Errno.ELOOP -> {
                // A folder that took its place is told of.
            }
            default -> visitor.failed(path, e.getMessage());
        }
    }

    @Override
    public void close() {
        while (!levels.isEmpty()) {
            leave(levels.pop());
        }
        deep.clear();
        Descriptors.close(base);
    }
}
