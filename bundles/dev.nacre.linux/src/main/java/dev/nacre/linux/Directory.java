/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lists folders whose names are bytes, which {@code java.nio.file} cannot. */
public final class Directory {
    /** {@code DT_*} of dirent.h, readdir(3). */
    private static final int DT_UNKNOWN = 0;

    private static final int DT_DIR = 4;
    private static final int DT_REG = 8;

    /** Offsets in {@code struct linux_dirent64}, getdents(2). */
    private static final int RECLEN = 16;

    private static final int TYPE = 18;
    private static final int NAME = 19;

    /**
     * A name in a folder.
     *
     * @param name without any slash
     * @param directory whether it is a folder itself (no link to one)
     * @param regular whether it is a regular file
     */
    public record Entry(BytePath name, boolean directory, boolean regular) {}

    private Directory() {}

    /**
     * The names in a folder, without {@code .} and {@code ..}, in the file system's order.
     *
     * @param folder followed where it is a symbolic link
     */
    public static List<Entry> list(BytePath folder) throws LinuxException {
        int descriptor = Descriptors.open(folder, Fcntl.O_RDONLY | Fcntl.O_DIRECTORY);
        try {
            return list(folder, descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    /**
     * Likewise, by a descriptor opened for reading and not listed by before.
     *
     * @param folder for the message of an error
     */
    public static List<Entry> list(BytePath folder, int descriptor) throws LinuxException {
        List<Entry> entries = new ArrayList<>();
        NativeBuffer buffer = new NativeBuffer(32 * 1024);
        long length;
        while ((length = LibC.getdents64(descriptor, buffer.address(), buffer.size())) > 0) {
            ByteBuffer bytes = buffer.bytes();
            for (int at = 0; at < length; at += Short.toUnsignedInt(bytes.getShort(at + RECLEN))) {
                BytePath name = name(bytes, at + NAME);
                if (!name.equals(BytePath.of(".")) && !name.equals(BytePath.of(".."))) {
                    entries.add(entry(descriptor, name, bytes.get(at + TYPE)));
                }
            }
        }
        if (length < 0) {
            throw LinuxException.last("list " + folder);
        }
        return entries;
    }

    private static BytePath name(ByteBuffer bytes, int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return BytePath.of(name);
    }

    /** Some file systems tell no type with the name. */
    private static Entry entry(int folder, BytePath name, int type) {
        if (type != DT_UNKNOWN) {
            return new Entry(name, type == DT_DIR, type == DT_REG);
        }
        FileStatus status = FileStatus.scratch();
        boolean known = status.read(folder, name);
        return new Entry(name, known && status.isDirectory(), known && status.isRegular());
    }
}
