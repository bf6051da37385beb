/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static dev.nacre.linux.libc.Sockets.AF_UNIX;
import static dev.nacre.linux.libc.Sockets.MSG_DONTWAIT;
import static dev.nacre.linux.libc.Sockets.MSG_NOSIGNAL;
import static dev.nacre.linux.libc.Sockets.SOCK_CLOEXEC;
import static dev.nacre.linux.libc.Sockets.SOCK_DGRAM;
import static dev.nacre.linux.libc.Sockets.SUN_PATH;
import static dev.nacre.linux.libc.Sockets.SUN_PATH_LEN;

import dev.nacre.linux.libc.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to a Unix socket (unix(7)). Owns a descriptor. Any thread. */
public final class UnixDatagrams implements AutoCloseable {
    private final String name;
    private final NativeBuffer address = new NativeBuffer(SUN_PATH + SUN_PATH_LEN);
    private final int addressLength;
    private int socket;

    /**
     * @param name an absolute path, or with a leading {@code @} a name in the abstract namespace
     * @throws IOException where it is neither or too long, or there is no socket to be had
     */
    public UnixDatagrams(String name) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (!isAbstract && !name.startsWith("/") || path.length >= SUN_PATH_LEN) {
            throw new IOException(
                    "Cannot send to the socket "
                            + name
                            + ": a path that begins with / or @, of less than "
                            + SUN_PATH_LEN
                            + " bytes, is wanted");
        }
        this.name = name;
        address.bytes().putShort(0, (short) AF_UNIX).put(SUN_PATH, path);
        if (isAbstract) {
            address.bytes().put(SUN_PATH, (byte) 0);
        }
        // A path ends with a NUL, an abstract name is all bytes of the length.
        this.addressLength = SUN_PATH + path.length + (isAbstract ? 0 : 1);
        this.socket = LibC.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (socket < 0) {
            throw LinuxException.last("make a Unix socket");
        }
    }

    /**
     * Sends one datagram, in UTF-8. Does not wait.
     *
     * @throws IOException where nobody listens there, or takes no more now
     */
    public synchronized void send(String message) throws IOException {
        if (socket < 0) {
            throw new IOException("Cannot send to " + name + ": it is closed");
        }
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        NativeBuffer buffer = new NativeBuffer(bytes.length);
        buffer.bytes().put(0, bytes);
        int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
        long sent =
                LibC.sendto(
                        socket,
                        buffer.address(),
                        buffer.size(),
                        flags,
                        address.address(),
                        addressLength);
        if (sent < 0) {
            throw LinuxException.last("send to " + name);
        }
    }

    @Override
    public synchronized void close() {
        if (socket >= 0) {
            Descriptors.close(socket);
            socket = -1;
        }
    }
}
