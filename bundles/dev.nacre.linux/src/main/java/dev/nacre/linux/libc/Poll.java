/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

/** Constants of {@code poll.h} and {@code sys/eventfd.h}: poll(2), eventfd(2). */
public final class Poll {
    public static final short POLLIN = 1;
    public static final short POLLPRI = 2;
    public static final short POLLERR = 8;

    /** {@code struct pollfd}: its length and offsets. */
    public static final int POLLFD_LEN = 8;

    public static final int POLLFD_FD = 0;
    public static final int POLLFD_EVENTS = 4;
    public static final int POLLFD_REVENTS = 6;

    public static final int EFD_CLOEXEC = Fcntl.O_CLOEXEC;

    public static final int EFD_NONBLOCK = Fcntl.O_NONBLOCK;

    private Poll() {}
}
