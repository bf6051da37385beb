/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What can be done with an open descriptor. Any thread; the caller owns the descriptor. */
public final class Descriptors {
    /** PATH_MAX of limits.h; the kernel gives no longer path. */
    private static final int PATH_MAX = 4096;

    private static final int CHUNK = 64 * 1024;
    private static final long NANOS = 1_000_000_000L;
    private static final ThreadLocal<NativeBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> new NativeBuffer(CHUNK));

    private Descriptors() {}

    /**
     * Opens a file, with {@code O_CLOEXEC} and {@code O_LARGEFILE} added.
     *
     * @return the descriptor, which the caller must close
     */
    public static int open(BytePath path, int flags) throws LinuxException {
        return openAt(Fcntl.AT_FDCWD, path, flags, 0);
    }

    /** Likewise, in an open folder; {@code mode} is for a file that is created. */
    public static int openAt(int folder, BytePath path, int flags, int mode) throws LinuxException {
        int all = flags | Fcntl.O_CLOEXEC | Fcntl.O_LARGEFILE;
        int descriptor = LibC.openat(folder, path.cString(), all, mode);
        if (descriptor < 0) {
            throw LinuxException.last("open " + path);
        }
        return descriptor;
    }

    /**
     * Makes a file that lies on no file system of users (memfd_create(2)).
     *
     * @param name is shown in {@code /proc/PID/fd}
     * @return the descriptor, which the caller must close
     */
    public static int inMemory(String name) throws LinuxException {
        byte[] bytes = BytePath.of(name).cString();
        // vm.memfd_noexec=2 demands the seal, kernels before 6.3 refuse it.
        int created = LibC.memfd_create(bytes, Fcntl.MFD_CLOEXEC | Fcntl.MFD_NOEXEC_SEAL);
        if (created < 0 && Native.getLastError() == Errno.EINVAL) {
            created = LibC.memfd_create(bytes, Fcntl.MFD_CLOEXEC);
        }
        if (created < 0) {
            throw LinuxException.last("make a file in memory");
        }
        return created;
    }

    /** Closes; errors of close(2) tell nothing that could be mended, as the descriptor is gone. */
    public static void close(int descriptor) {
        LibC.close(descriptor);
    }

    /** As {@link dev.nacre.api.file.FileContent#identify}. */
    public static FileIdentity identify(int descriptor) throws LinuxException {
        FileStatus status = FileStatus.scratch();
        if (!status.read(descriptor)) {
            throw LinuxException.last("identify descriptor " + descriptor);
        }
        return status.identity();
    }

    /** As {@link dev.nacre.api.file.FileContent#read}. */
    public static int read(int descriptor, ByteBuffer target, long position) throws IOException {
        NativeBuffer scratch = SCRATCH.get();
        int wanted = Math.min(target.remaining(), scratch.size());
        long count;
        do {
            count = LibC.pread64(descriptor, scratch.address(), wanted, position);
        } while (count < 0 && Native.getLastError() == Errno.EINTR);
        if (count < 0) {
            throw LinuxException.last("read descriptor " + descriptor);
        }
        target.put(scratch.bytes().slice(0, (int) count));
        return (int) count;
    }

    /** Writes all that remains in {@code source} at the descriptor's position. */
    public static void write(int descriptor, ByteBuffer source) throws LinuxException {
        NativeBuffer scratch = SCRATCH.get();
        while (source.hasRemaining()) {
            int wanted = Math.min(source.remaining(), scratch.size());
            scratch.bytes().put(0, source, source.position(), wanted);
            long count = LibC.write(descriptor, scratch.address(), wanted);
            if (count >= 0) {
                source.position(source.position() + (int) count);
            } else if (Native.getLastError() != Errno.EINTR) {
                throw LinuxException.last("write descriptor " + descriptor);
            }
        }
    }

    /**
     * Sets the times of a file (utimensat(2)).
     *
     * @param accessed atime, nanoseconds since 1970
     * @param modified mtime, nanoseconds since 1970
     */
    public static void setTimes(int descriptor, long accessed, long modified)
            throws LinuxException {
        NativeBuffer scratch = SCRATCH.get();
        ByteBuffer times = scratch.bytes().clear();
        for (long nanos : new long[] {accessed, modified}) {
            putLong(times, Math.floorDiv(nanos, NANOS));
            putLong(times, Math.floorMod(nanos, NANOS));
        }
        times.clear();
        if (LibC.futimens(descriptor, scratch.address()) != 0) {
            throw LinuxException.last("set the times of descriptor " + descriptor);
        }
    }

    /** Both members of {@code struct timespec} are as wide as C's {@code long}. */
    private static void putLong(ByteBuffer struct, long value) {
        if (Native.LONG_SIZE == Long.BYTES) {
            struct.putLong(value);
        } else {
            struct.putInt((int) value);
        }
    }

    /**
     * The path that an open file has now, as the opener reached it (proc_pid_fd(5)); for a file
     * without a name it ends in {@code " (deleted)"}.
     *
     * @return {@code null} where there is none that starts at the root, or none of a length that
     *     can be told whole
     */
    public static BytePath path(int descriptor) {
        BytePath path = readLink(BytePath.of("/proc/self/fd/" + descriptor));
        return path == null || !path.isAbsolute() ? null : path;
    }

    /** What a symbolic link holds; {@code null} where it cannot be read whole. */
    public static BytePath readLink(BytePath link) {
        NativeBuffer scratch = SCRATCH.get();
        long length = LibC.readlink(link.cString(), scratch.address(), PATH_MAX);
        return length <= 0 || length >= PATH_MAX ? null : BytePath.of(scratch.copy((int) length));
    }
}
