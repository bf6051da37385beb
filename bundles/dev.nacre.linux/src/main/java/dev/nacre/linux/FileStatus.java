/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;

/**
 * What statx(2) says of a file. One object is filled again and again, without garbage; for one
 * thread. The layout of {@code struct statx} is the same on every architecture, unlike that of
 * {@code struct stat}.
 */
public final class FileStatus {
    private static final byte[] EMPTY = {0};
    private static final ThreadLocal<FileStatus> SCRATCH = ThreadLocal.withInitial(FileStatus::new);

    private final NativeBuffer buffer = new NativeBuffer(256);
    private final ByteBuffer statx = buffer.bytes();

    /** This thread's own, to be used and left before anything else is called that may use it. */
    public static FileStatus scratch() {
        return SCRATCH.get();
    }

    /** Asks about an open descriptor; returns false on error (errno is set). */
    public boolean read(int descriptor) {
        return read(descriptor, EMPTY, Fcntl.AT_EMPTY_PATH | Fcntl.AT_SYMLINK_NOFOLLOW);
    }

    /**
     * Asks about a name in an open folder, following no link and having nothing mounted; returns
     * false on error (errno is set).
     */
    public boolean read(int folder, BytePath name) {
        int flags = Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_NO_AUTOMOUNT;
        return read(folder, name.cString(), flags);
    }

    private boolean read(int folder, byte[] path, int flags) {
        int mask = Fcntl.STATX_BASIC_STATS | Fcntl.STATX_MNT_ID;
        return LibC.statx(folder, path, flags, mask, buffer.address()) == 0;
    }

    /** Number of names. */
    public int links() {
        return statx.getInt(16);
    }

    public int uid() {
        return statx.getInt(20);
    }

    public int gid() {
        return statx.getInt(24);
    }

    /** Type and permissions (inode(7)). */
    public int mode() {
        return Short.toUnsignedInt(statx.getShort(28));
    }

    public boolean isRegular() {
        return (mode() & Fcntl.S_IFMT) == Fcntl.S_IFREG;
    }

    public boolean isDirectory() {
        return (mode() & Fcntl.S_IFMT) == Fcntl.S_IFDIR;
    }

    public boolean isLink() {
        return (mode() & Fcntl.S_IFMT) == Fcntl.S_IFLNK;
    }

    public long inode() {
        return statx.getLong(32);
    }

    /** Bytes. */
    public long size() {
        return statx.getLong(40);
    }

    /** atime in nanoseconds since 1970. */
    public long accessed() {
        return nanos(64);
    }

    /** ctime in nanoseconds since 1970. */
    public long changed() {
        return nanos(96);
    }

    /** mtime in nanoseconds since 1970. */
    public long modified() {
        return nanos(112);
    }

    /** Device number, packed as makedev(3) does. */
    public long device() {
        return makedev(statx.getInt(136), statx.getInt(140));
    }

    /** Id of the mount it was reached by, as in proc_pid_mountinfo(5); 0 before Linux 5.8. */
    public long mount() {
        return (statx.getInt(0) & Fcntl.STATX_MNT_ID) != 0 ? statx.getLong(144) : 0;
    }

    public FileIdentity identity() {
        return new FileIdentity(device(), inode(), size(), modified(), changed());
    }

    private long nanos(int offset) {
        return statx.getLong(offset) * 1_000_000_000L + statx.getInt(offset + 8);
    }

    /** Packs a device number as makedev(3) does. */
    static long makedev(int major, int minor) {
        return (major & 0xfffff000L) << 32
                | (major & 0xfffL) << 8
                | (minor & 0xffffff00L) << 12
                | (minor & 0xffL);
    }
}
