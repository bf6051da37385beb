/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.LibC;
import java.io.IOException;

/** A system call failed. */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param what what was tried, on what, such as {@code open /srv/x}
     * @param errno why it failed (errno(3))
     */
    public LinuxException(String what, int errno) {
        super("Cannot " + what + ": " + LibC.strerror(errno));
        this.errno = errno;
    }

    /** For the call that has just failed on this thread. */
    public static LinuxException last(String what) {
        return new LinuxException(what, Native.getLastError());
    }

    /** Why it failed (errno(3)). */
    public int errno() {
        return errno;
    }
}
