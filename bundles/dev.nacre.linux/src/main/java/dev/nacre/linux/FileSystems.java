/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.LibC;
import java.util.Set;

/** What can be relied on by the type of a file system; statfs(2) has the numbers. */
public final class FileSystems {
    private static final long TMPFS = 0x01021994L;

    private static final long F2FS = 0xF2F52010L;

    /** They have a {@code page_mkwrite}: ext2 to ext4, XFS, btrfs. */
    private static final Set<Long> TIMELY = Set.of(0xEF53L, 0x58465342L, 0x9123683EL);

    /** As in the third column of {@code /proc/mounts}: what the kernel itself finds on a disk. */
    private static final Set<String> LOCAL =
            Set.of(
                    "bcachefs",
                    "btrfs",
                    "ecryptfs",
                    "erofs",
                    "exfat",
                    "ext2",
                    "ext3",
                    "ext4",
                    "f2fs",
                    "hfs",
                    "hfsplus",
                    "iso9660",
                    "jfs",
                    "msdos",
                    "nilfs2",
                    "ntfs",
                    "ntfs3",
                    "overlay",
                    "ramfs",
                    "reiserfs",
                    "squashfs",
                    "tmpfs",
                    "udf",
                    "vfat",
                    "xfs",
                    "zfs");

    private static final int STATFS_LEN = 256;

    /** {@code f_fsid}, two ints behind seven longs in {@code struct statfs}. */
    private static final int FSID = 7 * Native.LONG_SIZE;

    private static final ThreadLocal<NativeBuffer> STATFS =
            ThreadLocal.withInitial(() -> new NativeBuffer(STATFS_LEN));

    private FileSystems() {}

    /**
     * Whether nobody but the kernel has to answer for a file to be opened: neither another machine
     * nor a process, which may never do so.
     *
     * @param type as of {@link Mount#type}; one that is not known here may be anything
     */
    public static boolean local(String type) {
        return LOCAL.contains(type);
    }

    /** Whether each change updates ctime, the first store through any writable mapping too. */
    public static boolean timely(int descriptor) {
        return TIMELY.contains(type(descriptor));
    }

    /**
     * Whether it has times so fine that no two changes look alike, where the kernel has such times
     * at all: {@code FS_MGTIME} in its {@code file_system_type}.
     */
    static boolean multigrain(int descriptor) {
        long type = type(descriptor);
        return type == TMPFS || TIMELY.contains(type);
    }

    /**
     * Whether a read lease keeps out all who could change the file: local, and no layer above
     * another file system, by which a file could be changed past the lease.
     */
    public static boolean leasable(int descriptor) {
        long type = type(descriptor);
        return type == TMPFS || type == F2FS || TIMELY.contains(type);
    }

    /**
     * The file system's own id ({@code f_fsid}, statfs(2)), by which fanotify names it in events;
     * those that have none have 0.
     */
    public static long id(int descriptor) throws LinuxException {
        NativeBuffer statfs = STATFS.get();
        if (LibC.fstatfs(descriptor, statfs.address()) != 0) {
            throw LinuxException.last("ask for the file system of descriptor " + descriptor);
        }
        return statfs.bytes().getLong(FSID);
    }

    /** The first member of {@code struct statfs}, a long; 0 where it cannot be told. */
    private static long type(int descriptor) {
        NativeBuffer statfs = STATFS.get();
        if (LibC.fstatfs(descriptor, statfs.address()) != 0) {
            return 0;
        }
        return Native.LONG_SIZE == Long.BYTES
                ? statfs.bytes().getLong(0)
                : Integer.toUnsignedLong(statfs.bytes().getInt(0));
    }
}
