/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import dev.nacre.shell.Verbs;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the control socket: one thread accepts, each connection has threads of its own, one thread
 * ends those that let a deadline pass.
 */
final class ControlServer implements AutoCloseable {
    /** How many clients are served at once; more are told to come again. */
    static final int MAX_CONNECTIONS = 16;

    /** How long a client may take to send a request that it has ready. */
    static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

    private static final Path NAME = Path.of("control.sock");
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final Verbs verbs;
    private final Duration patience;
    private final ServerSocketChannel server;
    private final Peers peers;
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper;
    private final Thread acceptor;

    /**
     * Listens in {@code folder}, as {@link SocketFile#listen} has it.
     *
     * @param patience how long a client may take to send its request
     */
    ControlServer(Path folder, Verbs verbs, Duration patience) throws IOException {
        this.file = folder.resolve(NAME);
        this.verbs = verbs;
        this.patience = patience;
        this.server = SocketFile.listen(folder, NAME, MAX_CONNECTIONS);
        this.peers = new Peers(file);
        this.sweeper =
                Executors.newSingleThreadScheduledExecutor(
                        task -> new Thread(task, "nacre-control-deadlines"));
        this.acceptor = new Thread(this::accept, "nacre-control");
    }

    /** The socket, for people. */
    Path file() {
        return file;
    }

    void start() {
        sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        acceptor.start();
    }

    private void sweep() {
        connections.keySet().stream().filter(Connection::isOverdue).forEach(Connection::close);
    }

    private void accept() {
        for (int number = 1; server.isOpen(); number++) {
            try {
                serve(server.accept(), number);
            } catch (ClosedChannelException e) {
                LOG.debug("The control socket was closed");
            } catch (IOException e) {
                // Such as too many open files: asking again at once would only burn time.
                LOG.error(
                        "The control socket {} cannot take a client; it goes on in {}",
                        file,
                        ACCEPT_PAUSE,
                        e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE.toMillis());
        } catch (InterruptedException e) {
            LOG.debug("The control socket is being closed");
        }
    }

    private void serve(SocketChannel channel, int number) {
        Connection connection = new Connection(channel, verbs, patience);
        if (connections.size() >= MAX_CONNECTIONS) {
            connection.refuse(
                    MAX_CONNECTIONS + " clients are being served already; try again later");
            return;
        }
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                admit(channel, connection);
                            } finally {
                                connections.remove(connection);
                            }
                        },
                        "nacre-control-" + number);
        connections.put(connection, thread);
        thread.start();
    }

    private void admit(SocketChannel channel, Connection connection) {
        try {
            UserPrincipal user = Peers.userOf(channel);
            if (peers.mayAsk(user)) {
                connection.serve(user);
            } else {
                connection.refuse("only root and the user whom the host runs as may ask");
            }
        } catch (IOException e) {
            connection.refuse("the kernel does not say who asks: " + e.getMessage());
        }
    }

    /** Stops listening, ends all connections, and removes the socket's file. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The control socket {} was not removed; the next start will do so", file, e);
        }
        sweeper.shutdownNow();
        acceptor.interrupt();
        Map<Connection, Thread> open = Map.copyOf(connections);
        open.keySet().forEach(Connection::close);
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        try {
            for (Thread thread : open.values()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                thread.join(Math.max(1, left));
            }
        } catch (InterruptedException e) {
            // Whoever stops the host is in a hurry; the connections are closed in any case.
            Thread.currentThread().interrupt();
        }
    }
}
