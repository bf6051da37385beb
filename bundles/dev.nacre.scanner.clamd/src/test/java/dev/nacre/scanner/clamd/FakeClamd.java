/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clamd that does what a test tells it to. Knows IDSESSION, PING, VERSION, STATS and, in place of
 * the ways to hand over a file, {@code SCAN key}.
 */
final class FakeClamd implements Closeable {
    /** What becomes of a scan. */
    interface Behaviour {
        void scan(Connection connection, long id, String key) throws IOException;
    }

    static final Behaviour CLEAN = (connection, id, key) -> connection.reply(id, "fd[9]: OK");

    volatile Behaviour behaviour = CLEAN;
    volatile String version = "ClamAV 1.4.6/27700/Thu Nov 20 08:00:00 2025";
    volatile String stats = "POOLS: 1\n\nTHREADS: live 1  idle 0 max 10 idle-timeout 30\nEND";
    volatile String greeting = "";
    volatile boolean hung;
    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger scans = new AtomicInteger();

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket server;
    private Thread accepting;

    FakeClamd() throws IOException {
        listen(0);
        port = server.getLocalPort();
    }

    int port() {
        return port;
    }

    /** Listens again, after {@link #fall}. */
    void restart() throws IOException {
        listen(port);
    }

    private void listen(int on) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on));
        server = listening;
        accepting = start(() -> accept(listening));
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                Connection connection = new Connection(socket);
                connections.add(connection);
                start(connection::serve);
            }
        } catch (IOException e) {
            // The test has closed it.
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "fake-clamd");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Listens no more, and ends all connections. */
    void fall() throws IOException {
        server.close();
        awaitEnd(accepting);
        connections.forEach(Connection::cut);
        connections.clear();
    }

    /** A thread that waits in accept keeps the port from others until it has woken up. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        fall();
    }

    /** One connection, from clamd's side. */
    final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        void reply(long id, String text) throws IOException {
            raw(id + ": " + text + '\0');
        }

        synchronized void raw(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void cut() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void serve() {
            try (Socket open = socket) {
                open.setTcpNoDelay(true);
                raw(greeting);
                long id = 0;
                for (String command = next(); command != null; command = next()) {
                    if (!command.equals("zIDSESSION")) {
                        answer(++id, command.substring(1));
                    }
                }
            } catch (IOException | InterruptedException e) {
                // The test or the other side has closed it.
            }
        }

        private void answer(long id, String command) throws IOException {
            switch (command) {
                case "PING" -> reply(id, "PONG");
                case "VERSION" -> reply(id, version);
                case "STATS" -> reply(id, stats);
                default -> {
                    scans.incrementAndGet();
                    behaviour.scan(this, id, command.substring("SCAN ".length()));
                }
            }
        }

        private String next() throws IOException, InterruptedException {
            InputStream in = socket.getInputStream();
            StringBuilder command = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                while (hung) {
                    Thread.sleep(5);
                }
                if (c == 0) {
                    return command.toString();
                }
                command.append((char) c);
            }
            return null;
        }
    }
}
