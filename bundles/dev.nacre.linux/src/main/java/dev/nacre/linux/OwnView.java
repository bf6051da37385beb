/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;

/**
 * Looks a path up in this process's own mount namespace, without ever waiting for a file system:
 * only what the kernel has in its cache is found. Safe on threads that answer the kernel, even
 * where somebody has mounted a file system that never answers.
 */
public final class OwnView {
    /** {@code SYS_openat2}: 437 on every architecture but alpha. */
    private static final long SYS_OPENAT2 = 437;

    /** {@code RESOLVE_*} of linux/openat2.h, openat2(2). */
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;

    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_CACHED = 0x20;

    /** The size of {@code struct open_how}: flags, mode, resolve. */
    private static final int HOW_SIZE = 24;

    private static final NativeBuffer HOW = how();

    private OwnView() {}

    private static NativeBuffer how() {
        NativeBuffer how = new NativeBuffer(HOW_SIZE);
        how.bytes().putLong(0, Fcntl.O_PATH | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC);
        how.bytes().putLong(16, RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_CACHED);
        return how;
    }

    /**
     * Whether a path without symbolic links leads to this very file. False where it does not, where
     * the kernel would have to ask a file system, and before Linux 5.12.
     *
     * @param device packed as makedev(3) does
     */
    public static boolean shows(BytePath path, long device, long inode) {
        long descriptor =
                LibC.syscall(SYS_OPENAT2, Fcntl.AT_FDCWD, path.cString(), HOW.address(), HOW_SIZE);
        if (descriptor < 0) {
            return false;
        }
        FileStatus status = FileStatus.scratch();
        boolean same =
                status.read((int) descriptor)
                        && status.inode() == inode
                        && status.device() == device;
        Descriptors.close((int) descriptor);
        return same;
    }
}
