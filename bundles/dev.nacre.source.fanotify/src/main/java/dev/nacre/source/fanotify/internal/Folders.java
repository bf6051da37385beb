/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds guarded folders, and files in them, by their handles. Most of what is reported lies
 * elsewhere: that a folder does is kept in mind, until a folder is moved, or something else may
 * have changed it. For one thread.
 */
final class Folders {
    /** Some 150 bytes each. */
    private static final int MOST_KEPT = 10_000;

    /** What the kernel gives for the path of a file that it has found by no name. */
    private static final BytePath ROOT = BytePath.of("/");

    private static final int FILE = Fcntl.O_PATH | Fcntl.O_NOFOLLOW;
    private static final int FOLDER = Fcntl.O_PATH | Fcntl.O_DIRECTORY;
    private static final int MOUNT = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    /** Descriptors; many more names come in few folders. */
    private static final int MOST_OPEN = 64;

    private final Set<FileKey> outside = new HashSet<>();

    /** What names in a row have in common is found once; the least used first. */
    private final Map<FileKey, OpenFolder> inside = new LinkedHashMap<>(16, 0.75f, true);

    /** A descriptor keeps a mount from being unmounted: they are open for a batch of events. */
    private final Map<Ground.Way, Integer> mounts = new HashMap<>();

    private final FileStatus status = new FileStatus();
    private Ground ground = Ground.NONE;

    void use(Ground now) {
        if (now != ground) {
            ground = now;
            moved();
        }
    }

    /**
     * A folder was moved: what was outside may be inside now, and what was inside elsewhere. Of
     * several such events the kernel may have made one, which is read after all of them have
     * happened.
     */
    void moved() {
        outside.clear();
        closeFolders();
    }

    private void closeFolders() {
        inside.values().forEach(folder -> Descriptors.close(folder.descriptor()));
        inside.clear();
    }

    /** Closes what is open for a batch. */
    void rest() {
        closeFolders();
        mounts.values().forEach(Descriptors::close);
        mounts.clear();
    }

    /**
     * Opens a guarded folder; {@code null} where it is none, or is gone.
     *
     * @return not to be closed; good until some others are opened, or {@link #rest}
     * @throws LinuxException where that cannot be told
     */
    OpenFolder open(long filesystem, FileHandle handle) throws LinuxException {
        FileKey key = new FileKey(filesystem, handle);
        if (outside.contains(key)) {
            return null;
        }
        OpenFolder open = inside.get(key);
        if (open != null) {
            return open;
        }
        List<Ground.Way> ways = ground.ways().getOrDefault(filesystem, List.of());
        for (Ground.Way way : ways) {
            OpenFolder found = open(way, filesystem, handle);
            if (found != null) {
                keep(key, found);
                return found;
            }
        }
        if (outside.size() >= MOST_KEPT) {
            outside.clear();
        }
        outside.add(key);
        return null;
    }

    /**
     * Finds a file in a guarded folder; {@code null} where it is in none, or has lost its name.
     *
     * @return for the caller to close
     * @throws LinuxException where that cannot be told: the kernel knows no path to it, as it was
     *     opened by its handle
     */
    FoundFile find(FileKey wanted) throws LinuxException {
        FileHandle handle = wanted.handle();
        for (Ground.Way way : ground.ways().getOrDefault(wanted.filesystem(), List.of())) {
            int file = descriptor(way, wanted.filesystem(), handle, FILE);
            Location location = file < 0 ? null : guarded(file, it -> locateFile(way, it, handle));
            if (location != null) {
                return new FoundFile(new HeldName(file, location.path()), location);
            }
        }
        return null;
    }

    private Location locateFile(Ground.Way way, int file, FileHandle handle) throws LinuxException {
        if (!status.read(file)) {
            throw LinuxException.last("look at " + handle);
        }
        if (status.links() == 0) {
            return null;
        }
        BytePath path = Descriptors.path(file);
        if (ROOT.equals(path)) {
            throw new LinuxException("find a path to " + handle, Errno.ENOENT);
        }
        return locate(way, file, path);
    }

    private void keep(FileKey key, OpenFolder folder) {
        inside.put(key, folder);
        if (inside.size() > MOST_OPEN) {
            Iterator<OpenFolder> least = inside.values().iterator();
            Descriptors.close(least.next().descriptor());
            least.remove();
        }
    }

    private OpenFolder open(Ground.Way way, long filesystem, FileHandle handle)
            throws LinuxException {
        int folder = descriptor(way, filesystem, handle, FOLDER);
        Location location =
                folder < 0 ? null : guarded(folder, it -> locate(way, it, Descriptors.path(it)));
        return location == null ? null : new OpenFolder(folder, location);
    }

    private interface Locator {
        Location locate(int descriptor) throws LinuxException;
    }

    /** Where something guarded lies; else it is closed: also where that cannot be told. */
    private Location guarded(int descriptor, Locator locator) throws LinuxException {
        Location guarded = null;
        try {
            Location location = locator.locate(descriptor);
            if (location != null && ground.holds(location.canonical())) {
                guarded = location;
            }
            return guarded;
        } finally {
            if (guarded == null) {
                Descriptors.close(descriptor);
            }
        }
    }

    /** -1 where it is gone, or the mount is. */
    private int descriptor(Ground.Way way, long filesystem, FileHandle handle, int flags)
            throws LinuxException {
        int mount = mount(way, filesystem);
        if (mount < 0) {
            return -1;
        }
        try {
            return handle.open(mount, flags);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ESTALE || e.errno() == Errno.ENOENT) {
                return -1;
            }
            throw e;
        }
    }

    /**
     * Through a mount that shows a part of the file system only, the path of what lies beyond that
     * part begins at the file system's own root, and may look like another's.
     */
    private Location locate(Ground.Way way, int found, BytePath path) throws LinuxException {
        if (path == null || !path.isWithin(way.point()) || !way.whole() && !leads(path, found)) {
            return null;
        }
        Location location = ground.table().locate(way.mount(), path);
        return location.ours() ? location : null;
    }

    private boolean leads(BytePath path, int there) throws LinuxException {
        if (!status.read(there)) {
            throw LinuxException.last("look at " + path);
        }
        long inode = status.inode();
        long device = status.device();
        int found;
        try {
            found = Descriptors.open(path, FILE);
        } catch (LinuxException e) {
            return false;
        }
        boolean same = status.read(found) && status.inode() == inode && status.device() == device;
        Descriptors.close(found);
        return same;
    }

    /** -1 where the mount is gone: handles are good for their own file system only. */
    private int mount(Ground.Way way, long filesystem) throws LinuxException {
        Integer open = mounts.get(way);
        if (open != null) {
            return open;
        }
        int descriptor;
        try {
            descriptor = Descriptors.open(way.folder(), MOUNT);
        } catch (LinuxException e) {
            if (Place.passing(e)) {
                throw e;
            }
            return -1;
        }
        if (FileSystems.id(descriptor) != filesystem) {
            Descriptors.close(descriptor);
            return -1;
        }
        mounts.put(way, descriptor);
        return descriptor;
    }
}
