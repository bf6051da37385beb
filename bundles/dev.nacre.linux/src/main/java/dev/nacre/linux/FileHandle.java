/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The name that a file system itself gives to a file, whatever paths lead to it
 * (open_by_handle_at(2)). It stays the same as long as the file exists, and keeps nothing open.
 * Unique within its file system.
 */
public final class FileHandle {
    /** {@code struct file_handle}: the number of bytes, their type, and the bytes. */
    private static final int TYPE = 4;

    private static final int BYTES = 8;

    /** {@code MAX_HANDLE_SZ} of fcntl.h. */
    private static final int MOST = 128;

    private static final byte[] ITSELF = {0};
    private static final ThreadLocal<NativeBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> new NativeBuffer(BYTES + MOST + Integer.BYTES));

    private final byte[] struct;
    private final int hash;

    private FileHandle(byte[] struct) {
        this.struct = struct;
        this.hash = Arrays.hashCode(struct);
    }

    /**
     * The handle of an open file or folder; a descriptor of {@code O_PATH} will do.
     *
     * @throws LinuxException with EOPNOTSUPP where the file system has none
     */
    public static FileHandle of(int descriptor) throws LinuxException {
        NativeBuffer scratch = SCRATCH.get();
        scratch.bytes().putInt(0, MOST);
        long mount = scratch.address() + BYTES + MOST;
        int flags = Fcntl.AT_EMPTY_PATH;
        if (LibC.name_to_handle_at(descriptor, ITSELF, scratch.address(), mount, flags) != 0) {
            throw LinuxException.last("get the handle of descriptor " + descriptor);
        }
        return read(scratch.bytes(), 0);
    }

    /**
     * Copies a {@code struct file_handle}.
     *
     * @param at where it begins
     */
    static FileHandle read(ByteBuffer source, int at) {
        byte[] struct = new byte[length(source, at)];
        source.get(at, struct);
        return new FileHandle(struct);
    }

    /** Bytes of a {@code struct file_handle}. */
    static int length(ByteBuffer source, int at) {
        return BYTES + source.getInt(at);
    }

    /**
     * Opens what the handle names, with {@code O_CLOEXEC} and {@code O_LARGEFILE} added; with
     * {@code O_PATH} that opens no FIFO and wakes no device. Needs CAP_DAC_READ_SEARCH.
     *
     * @param mount open, but not with {@code O_PATH}, in a mount of the file system: the file is
     *     opened as if it were reached through that
     * @return the descriptor, which the caller must close
     * @throws LinuxException with ESTALE where the file is no more
     */
    public int open(int mount, int flags) throws LinuxException {
        NativeBuffer scratch = SCRATCH.get();
        scratch.bytes().put(0, struct);
        int all = flags | Fcntl.O_CLOEXEC | Fcntl.O_LARGEFILE;
        int descriptor = LibC.open_by_handle_at(mount, scratch.address(), all);
        if (descriptor < 0) {
            throw LinuxException.last("open " + this);
        }
        return descriptor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileHandle handle && Arrays.equals(struct, handle.struct);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For messages: the type and the bytes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("file handle ");
        text.append(struct[TYPE] & 0xff).append(':');
        for (int i = BYTES; i < struct.length; i++) {
            text.append("%02x".formatted(struct[i] & 0xff));
        }
        return text.toString();
    }
}
