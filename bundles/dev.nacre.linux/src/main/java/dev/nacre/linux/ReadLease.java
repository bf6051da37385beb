/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Signals;

/**
 * Read leases (fcntl(2), F_SETLEASE): the kernel gives one only while nobody has the file open for
 * writing or mapped so, and lets nobody open it for writing before the lease is given back. They
 * belong to the open file, so that no duplicate of the descriptor may be used for another.
 */
public final class ReadLease {
    /** Commands of linux/fcntl.h and asm-generic/fcntl.h. */
    private static final int F_SETSIG = 10;

    private static final int F_SETOWN_EX = 15;
    private static final int F_SETLEASE = 1024;
    private static final int F_GETLEASE = 1025;
    private static final int F_RDLCK = 0;
    private static final int F_UNLCK = 2;

    /** {@code struct f_owner_ex} of asm-generic/fcntl.h: two ints. */
    private static final int OWNER_LEN = 8;

    private static final int F_OWNER_TID = 0;

    static {
        // What the kernel sends by default to whoever holds a lease that somebody waits for, and
        // where no other signal can be queued. Its default is to end the process.
        LibC.signal(Signals.SIGIO, Signals.SIG_IGN);
    }

    private final int signal;
    private final NativeBuffer owner = new NativeBuffer(OWNER_LEN);

    /**
     * For leases that are kept: when somebody waits for one, a thread gets a signal that tells the
     * descriptor. The thread has blocked it.
     *
     * @param signal a real-time signal (signal(7)), which the kernel queues
     * @param thread its id in the kernel
     */
    public ReadLease(int signal, int thread) {
        this.signal = signal;
        owner.bytes().putInt(0, F_OWNER_TID);
        owner.bytes().putInt(Integer.BYTES, thread);
    }

    /**
     * Takes a lease to be kept; false where it cannot be had.
     *
     * @param descriptor open for reading only
     */
    public boolean keep(int descriptor) {
        return LibC.fcntl(descriptor, F_SETSIG, signal) == 0
                && LibC.fcntl(descriptor, F_SETOWN_EX, owner.address()) == 0
                && take(descriptor);
    }

    /** Takes a lease that is given back at once; false where it cannot be had. */
    public static boolean take(int descriptor) {
        return LibC.fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0;
    }

    /**
     * Whether somebody has the file open for writing or mapped so; false where the file system
     * cannot tell.
     *
     * @param descriptor open for reading only, without a lease
     */
    public static boolean isWritten(int descriptor) {
        boolean taken = take(descriptor);
        boolean written = !taken && Native.getLastError() == Errno.EAGAIN;
        if (taken) {
            release(descriptor);
        }
        return written;
    }

    /** Whether there is a lease on the descriptor that nobody waits for. */
    public static boolean stands(int descriptor) {
        return LibC.fcntl(descriptor, F_GETLEASE, 0) == F_RDLCK;
    }

    /** Gives a lease back: who waits for it goes on. */
    public static void release(int descriptor) {
        LibC.fcntl(descriptor, F_SETLEASE, F_UNLCK);
    }
}
