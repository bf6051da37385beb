/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

import com.sun.jna.Platform;

/**
 * Constants of {@code fcntl.h} and {@code linux/stat.h}: open(2), openat(2), statx(2), rename(2).
 */
public final class Fcntl {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NONBLOCK = 04000;
    public static final int O_NOATIME = 01000000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;

    /** arch/{arm,arm64,powerpc}/include/uapi/asm/fcntl.h differ from asm-generic/fcntl.h. */
    private static final boolean ARM_OR_POWER = Platform.isARM() || Platform.isPPC();

    public static final int O_DIRECTORY = ARM_OR_POWER ? 040000 : 0200000;
    public static final int O_NOFOLLOW = ARM_OR_POWER ? 0100000 : 0400000;
    public static final int O_LARGEFILE =
            Platform.isARM() ? 0400000 : Platform.isPPC() ? 0200000 : 0100000;

    /** fcntl(2). */
    public static final int F_DUPFD_CLOEXEC = 1030;

    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_NO_AUTOMOUNT = 0x800;
    public static final int AT_EMPTY_PATH = 0x1000;

    public static final int RENAME_NOREPLACE = 1;

    /** unistd.h: access(2). */
    public static final int W_OK = 2;

    public static final int X_OK = 1;

    /** sys/file.h: flock(2). */
    public static final int LOCK_EX = 2;

    public static final int LOCK_NB = 4;

    /** memfd_create(2); the second since Linux 6.3. */
    public static final int MFD_CLOEXEC = 1;

    public static final int MFD_NOEXEC_SEAL = 8;

    public static final int STATX_BASIC_STATS = 0x7ff;
    public static final int STATX_MNT_ID = 0x1000;

    public static final int S_IFMT = 0170000;
    public static final int S_IFREG = 0100000;
    public static final int S_IFDIR = 0040000;
    public static final int S_IFLNK = 0120000;

    private Fcntl() {}
}
