/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

/** Constants of {@code sys/socket.h} and {@code sys/un.h}: socket(2), send(2), unix(7). */
public final class Sockets {
    public static final int AF_UNIX = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_CLOEXEC = Fcntl.O_CLOEXEC;

    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_NOSIGNAL = 0x4000;

    /** {@code struct sockaddr_un}: the offset of the path, and how long that may be. */
    public static final int SUN_PATH = 2;

    public static final int SUN_PATH_LEN = 108;

    private Sockets() {}
}
