/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lies between a client and a server, and can be cut. */
final class Cable implements AutoCloseable {
    private final ServerSocket end = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int server;
    private volatile boolean cut;

    /**
     * @param server the server's port
     */
    Cable(int server) throws IOException {
        this.server = server;
        start(this::connect);
    }

    /** The client's port. */
    int port() {
        return end.getLocalPort();
    }

    /** Neither end hears of the other any more, and no connection is made. */
    void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
    }

    private void connect() throws IOException {
        while (!end.isClosed()) {
            Socket client = end.accept();
            if (cut) {
                client.close();
            } else {
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                open.addAll(List.of(client, far));
                start(() -> carry(client, far));
                start(() -> carry(far, client));
            }
        }
    }

    private static void carry(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (SocketException e) {
                                // It was cut.
                                return;
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
        end.close();
    }
}
