/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;

/**
 * Reads the names in a folder one after the other, however many there are: somebody may have made
 * more than fit into memory. For one thread.
 */
public final class DirectoryReader {
    /** {@code DT_*} of dirent.h, readdir(3). */
    private static final int DT_UNKNOWN = 0;

    private static final int DT_DIR = 4;
    private static final int DT_REG = 8;

    /** Offsets in {@code struct linux_dirent64}, getdents(2). */
    private static final int RECLEN = 16;

    private static final int TYPE = 18;
    private static final int NAME = 19;

    private static final BytePath SELF = BytePath.of(".");
    private static final BytePath PARENT = BytePath.of("..");

    private final BytePath folder;
    private final int descriptor;
    private final NativeBuffer buffer;
    private final ByteBuffer bytes;
    private long length;
    private int at;

    /**
     * @param folder for the message of an error
     * @param descriptor opened for reading and not listed by before; stays the caller's
     * @param buffer of 4 KiB at least, used by nobody else until the end
     */
    public DirectoryReader(BytePath folder, int descriptor, NativeBuffer buffer) {
        this.folder = folder;
        this.descriptor = descriptor;
        this.buffer = buffer;
        this.bytes = buffer.bytes();
    }

    /** The next name but {@code .} and {@code ..}; {@code null} at the end. */
    public Entry next() throws LinuxException {
        while (true) {
            if (at >= length && !fill()) {
                return null;
            }
            BytePath name = name(at + NAME);
            int type = bytes.get(at + TYPE);
            at += Short.toUnsignedInt(bytes.getShort(at + RECLEN));
            if (!name.equals(SELF) && !name.equals(PARENT)) {
                return entry(name, type);
            }
        }
    }

    private boolean fill() throws LinuxException {
        length = LibC.getdents64(descriptor, buffer.address(), buffer.size());
        at = 0;
        if (length < 0) {
            throw LinuxException.last("list " + folder);
        }
        return length > 0;
    }

    private BytePath name(int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return BytePath.of(name);
    }

    /** Some file systems tell no type with the name. */
    private Entry entry(BytePath name, int type) {
        if (type != DT_UNKNOWN) {
            return new Entry(name, type == DT_DIR, type == DT_REG);
        }
        FileStatus status = FileStatus.scratch();
        boolean known = status.read(descriptor, name);
        return new Entry(name, known && status.isDirectory(), known && status.isRegular());
    }
}
