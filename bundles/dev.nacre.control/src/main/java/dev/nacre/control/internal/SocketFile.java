/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The control socket in the file system. Its folder is open to nobody but the host's user. */
final class SocketFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private SocketFile() {}

    /**
     * Makes the socket {@code name} in {@code folder}, in the place of one that a dead host has
     * left.
     *
     * @return the listening socket, which the caller must close; the file stays until it is deleted
     * @throws IOException with a message that says why not: another host runs there, say
     */
    static ServerSocketChannel listen(Path folder, Path name, int backlog) throws IOException {
        secure(folder);
        Path file = folder.resolve(name);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        removeStale(file, address);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address, backlog);
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "The control socket "
                            + file
                            + " cannot be made (its path may have 107 bytes, unix(7)): "
                            + e.getMessage(),
                    e);
        }
    }

    private static void secure(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }

    private static void removeStale(Path file, UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw new IOException(
                    file + " is no socket; remove it, so that the control socket can be there");
        }
        if (answers(address)) {
            throw new IOException(
                    "Another host listens on "
                            + file
                            + "; stop it, or start this one with another --var");
        }
        Files.deleteIfExists(file);
    }

    /** Connecting takes a listening process: the file alone refuses (connect(2), ECONNREFUSED). */
    private static boolean answers(UnixDomainSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
