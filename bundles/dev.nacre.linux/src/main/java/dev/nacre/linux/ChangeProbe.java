/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.linux.libc.LibC;
import java.util.Set;

/**
 * Finds out whether anybody could change a file's content at this moment. The kernel gives a read
 * lease only while nobody has the file open for writing or mapped so (fcntl(2), F_SETLEASE): one is
 * taken and given back at once.
 */
public final class ChangeProbe {
    /** {@code F_SETLEASE} of linux/fcntl.h, and its arguments of asm-generic/fcntl.h. */
    private static final int F_SETLEASE = 1024;

    private static final int F_RDLCK = 0;
    private static final int F_UNLCK = 2;

    /** {@code SIGIO} and {@code SIG_IGN}, signal(7). */
    private static final int SIGIO = 29;

    private static final long SIG_IGN = 1;

    /**
     * File systems on which each change updates ctime, the first store through any writable mapping
     * too: they have a {@code page_mkwrite}, and from Linux 6.13 on times so fine that no two
     * changes look alike ({@code FS_MGTIME}; F2FS lacks them). The numbers are those of statfs(2):
     * ext2 to ext4, XFS, btrfs.
     */
    private static final Set<Long> TIMELY = Set.of(0xEF53L, 0x58465342L, 0x9123683EL);

    private static final ThreadLocal<NativeBuffer> STATFS =
            ThreadLocal.withInitial(() -> new NativeBuffer(256));

    static {
        // Who opens the file for writing in just that moment makes the kernel send this signal,
        // whose
        // default is to end the process; giving the lease back is all that is to be done.
        LibC.signal(SIGIO, SIG_IGN);
    }

    private ChangeProbe() {}

    /**
     * Probes a regular file.
     *
     * @param descriptor open for reading only
     */
    public static ChangeTrace of(int descriptor) {
        if (LibC.fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0) {
            return ChangeTrace.NONE;
        }
        LibC.fcntl(descriptor, F_SETLEASE, F_UNLCK);
        NativeBuffer statfs = STATFS.get();
        boolean known = LibC.fstatfs(descriptor, statfs.address()) == 0;
        return known && TIMELY.contains(type(statfs)) ? ChangeTrace.TIMES : ChangeTrace.WRITERS;
    }

    /** The first member of {@code struct statfs}, a long. */
    private static long type(NativeBuffer statfs) {
        return Native.LONG_SIZE == Long.BYTES
                ? statfs.bytes().getLong(0)
                : Integer.toUnsignedLong(statfs.bytes().getInt(0));
    }
}
