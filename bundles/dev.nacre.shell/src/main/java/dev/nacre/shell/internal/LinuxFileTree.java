/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.shell.internal.verb.FileTree;
import java.io.IOException;
import java.util.List;

/** The folders as Linux shows them, by the mounts of one moment. */
final class LinuxFileTree implements FileTree {
    private final MountTable mounts;

    LinuxFileTree(MountTable mounts) {
        this.mounts = mounts;
    }

    @Override
    public Found find(BytePath path) throws IOException {
        int descriptor = Descriptors.open(path, Fcntl.O_PATH);
        try {
            FileStatus status = status(descriptor, path);
            Kind kind =
                    status.isDirectory()
                            ? Kind.FOLDER
                            : status.isRegular() ? Kind.FILE : Kind.OTHER;
            long size = status.size();
            long mount = status.mount();
            long device = status.device();
            BytePath real = Descriptors.path(descriptor);
            if (real == null) {
                throw new IOException("Cannot tell where " + path + " really is");
            }
            Location location =
                    mount == 0 ? new Location(real, real, true) : mounts.locate(mount, real);
            return new Found(location, kind, size, mounts.typeOf(mount, device));
        } finally {
            Descriptors.close(descriptor);
        }
    }

    @Override
    public boolean holdsFiles(BytePath folder) throws IOException {
        int descriptor = Descriptors.open(folder, Fcntl.O_PATH | Fcntl.O_NOFOLLOW);
        try {
            Mount mount = mounts.find(status(descriptor, folder).mount());
            return mount == null || MountTable.holdsFiles(mount);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private static FileStatus status(int descriptor, BytePath path) throws LinuxException {
        FileStatus status = FileStatus.scratch();
        if (!status.read(descriptor)) {
            throw LinuxException.last("look at " + path);
        }
        return status;
    }

    @Override
    public List<Entry> list(BytePath folder) throws IOException {
        return Directory.list(folder).stream()
                .map(entry -> new Entry(entry.name(), kind(entry)))
                .toList();
    }

    private static Kind kind(Directory.Entry entry) {
        return entry.directory() ? Kind.FOLDER : entry.regular() ? Kind.FILE : Kind.OTHER;
    }

    @Override
    public boolean isMissing(IOException e) {
        return e instanceof LinuxException linux && linux.errno() == Errno.ENOENT;
    }
}
