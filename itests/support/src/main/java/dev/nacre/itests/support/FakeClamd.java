/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes clamd's place on a Unix socket and does what no clamd should. */
public final class FakeClamd implements AutoCloseable {
    /** What is done with one connection, whose both ways are closed afterwards. */
    public interface Behaviour {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel server;

    /** Serves each connection on a thread of its own. */
    public FakeClamd(Path socket, Behaviour behaviour) throws IOException {
        this.socket = socket;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start(() -> accept(behaviour));
    }

    private void accept(Behaviour behaviour) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                start(() -> serve(channel, behaviour));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(SocketChannel channel, Behaviour behaviour) {
        try (channel) {
            behaviour.serve(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The other side has gone: there is nobody left to misbehave to.
            return;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fake-clamd");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
