/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NamedFolder;
import dev.nacre.linux.libc.Errno;

/**
 * A folder, held open while it is marked: all that is said and done is about the same folder. Not
 * for longer, as it keeps its file system from being unmounted.
 */
final class Place implements AutoCloseable {
    private final int folder;
    private final BytePath path;
    private final BytePath canonical;
    private final long mount;
    private final long device;
    private final boolean local;

    private Place(
            int folder, BytePath path, BytePath canonical, long mount, long device, boolean local) {
        this.folder = folder;
        this.path = path;
        this.canonical = canonical;
        this.mount = mount;
        this.device = device;
        this.local = local;
    }

    static Place open(BytePath path, MountTable table) throws LinuxException {
        int folder = NamedFolder.open(path);
        FileStatus status = FileStatus.scratch();
        if (!status.read(folder)) {
            LinuxException why = LinuxException.last("look at " + path);
            Descriptors.close(folder);
            throw why;
        }
        long device = status.device();
        long id = status.mount() == 0 ? MountIds.of(folder) : status.mount();
        BytePath found = Descriptors.path(folder);
        BytePath real = found == null ? path : found;
        // The device of the mount, not of the folder: btrfs gives each subvolume one of its own.
        Mount mount = table.find(id);
        return new Place(
                folder,
                real,
                table.locate(id, real).canonical(),
                id,
                mount == null ? device : mount.device(),
                mount == null || FileSystems.local(mount.type()));
    }

    /** Whether a failure says nothing about the path: a later try may find it as it was. */
    static boolean passing(LinuxException failure) {
        return switch (failure.errno()) {
            case Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.EINTR -> true;
            default -> false;
        };
    }

    /** Open with {@code O_PATH}; owned by this object. */
    int folder() {
        return folder;
    }

    /** Where it really is, links resolved. */
    BytePath path() {
        return path;
    }

    /** As {@link dev.nacre.api.event.Location#canonical}. */
    BytePath canonical() {
        return canonical;
    }

    /** The id of its mount. */
    long mount() {
        return mount;
    }

    /** The device of its mount. */
    long device() {
        return device;
    }

    /** As {@link FileSystems#local}. */
    boolean local() {
        return local;
    }

    /** What a mark on it covers. */
    Target target(boolean filesystem) {
        return new Target(filesystem, filesystem ? device : mount);
    }

    @Override
    public void close() {
        Descriptors.close(folder);
    }
}
