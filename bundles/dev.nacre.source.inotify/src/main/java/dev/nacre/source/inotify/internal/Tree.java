/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.util.Arrays;

/**
 * Keeps the kernel's watches and the tree of folders alike. A folder is known by its watch, which
 * the kernel keeps to the folder itself: wherever it is found, it is the same one. For one thread.
 */
final class Tree {
    private static final int PLACE = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private final Instance instance;
    private final Folders folders = new Folders();
    private final long room;
    private Plan plan = Plan.NOTHING;
    private MountTable mounts;

    /** What has become of a folder that was found. */
    enum Finding {
        /** It was not watched before. */
        FRESH,
        /** It was watched at another place. */
        MOVED,
        /** It is where it was. */
        KNOWN
    }

    /** A folder that is watched. */
    record Found(Folder folder, Finding how) {}

    /**
     * @param room how many folders there is memory for
     */
    Tree(Instance instance, long room, MountTable mounts) {
        this.instance = instance;
        this.room = room;
        this.mounts = mounts;
    }

    int size() {
        return folders.size();
    }

    Plan plan() {
        return plan;
    }

    /** Watches that stand are brought up to date by a walk. */
    void use(Plan next) {
        plan = next;
    }

    MountTable mounts() {
        return mounts;
    }

    void use(MountTable next) {
        mounts = next;
    }

    /** {@code null} where there is none with this watch. */
    Folder find(int watch) {
        return folders.find(watch);
    }

    /**
     * Watches the folder that is found by a name, and gives it that place.
     *
     * @param in an open descriptor of {@code above}
     * @param above {@code null} where {@code name} is a whole path, at which a tree begins
     * @param path of the folder
     * @return {@code null} where it is not to be watched: it holds no files of users, or is another
     *     way to a folder that has its place
     * @throws LinuxException where it cannot be watched; ENOMEM where there is no room
     */
    Found adopt(int in, Folder above, BytePath name, BytePath path) throws LinuxException {
        int descriptor = Descriptors.openAt(in, name, PLACE, 0);
        try {
            FileStatus status = FileStatus.scratch();
            if (!status.read(descriptor)) {
                throw LinuxException.last("look at " + path);
            }
            if (above != null && status.device() != above.device && isMadeUp(status)) {
                return null;
            }
            return watch(descriptor, above, name.bytes(), path, status.device(), status.inode());
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private boolean isMadeUp(FileStatus status) {
        Mount mount = mounts.find(status.mount(), status.device());
        return mount != null && !MountTable.holdsFiles(mount);
    }

    private Found watch(
            int descriptor, Folder above, byte[] name, BytePath path, long device, long inode)
            throws LinuxException {
        Scope scope = plan.of(path);
        if (scope == null) {
            return null;
        }
        int watch = instance.watch(descriptor, scope.mask());
        Folder known = folders.find(watch);
        if (known == null) {
            if (folders.size() >= room) {
                instance.release(watch);
                throw new LinuxException("watch " + path, Errno.ENOMEM);
            }
            Folder fresh = new Folder(watch, device, inode, name);
            folders.add(fresh, above);
            return new Found(fresh, Finding.FRESH);
        }
        if (known.isAt(above, name)) {
            return new Found(known, Finding.KNOWN);
        }
        if (above != null && (above.isBelow(known) || isThere(known))) {
            // A bind mount shows it once more: it stays watched as what it is.
            Scope proper = plan.of(known.path());
            instance.watch(descriptor, proper == null ? scope.mask() : proper.mask());
            return null;
        }
        folders.move(known, above, name);
        return new Found(known, Finding.MOVED);
    }

    /** Whether a folder is where the tree has it. */
    boolean isThere(Folder folder) throws LinuxException {
        int descriptor = Folders.open(folder, Fcntl.O_PATH);
        if (descriptor >= 0) {
            Descriptors.close(descriptor);
        }
        return descriptor >= 0;
    }

    /** Watches a folder and all below it no longer. */
    void release(Folder top) {
        Folders.subtree(top).forEach(this::releaseOne);
    }

    private void releaseOne(Folder folder) {
        instance.release(folder.watch);
        folders.remove(folder);
    }

    /** The kernel has taken the watch away. */
    void ignored(Folder folder) {
        folders.remove(folder);
    }

    /** Watches no longer what a walk of all has not seen. */
    void releaseUnseen(int walk) {
        folders.all(folder -> folder.seen != walk).forEach(this::releaseOne);
    }

    /** The folder that has its place there; {@code null} where none is known. */
    Folder at(BytePath path) {
        for (Folder top : folders.all(folder -> folder.above == null)) {
            BytePath begin = BytePath.of(top.name);
            if (path.isWithin(begin)) {
                return below(top, path, begin.length());
            }
        }
        return null;
    }

    private static Folder below(Folder top, BytePath path, int from) {
        byte[] bytes = path.bytes();
        Folder at = top;
        int start = from;
        while (at != null && start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '/') {
                end++;
            }
            if (end > start) {
                at = child(at, Arrays.copyOfRange(bytes, start, end));
            }
            start = end + 1;
        }
        return at;
    }

    private static Folder child(Folder above, byte[] name) {
        Folder at = above.firstBelow;
        while (at != null && !Arrays.equals(at.name, name)) {
            at = at.next;
        }
        return at;
    }
}
