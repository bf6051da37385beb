/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import dev.nacre.api.config.Origin;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.Verbs;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, from its request to its exit code. Two threads: the connection's own reads the
 * request and then waits for the client to go; the verb has the other. Whichever ends first closes
 * the channel, and by that ends the other. The connection owns the channel.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Verbs verbs;
    private final Duration patience;
    private final Deadline deadline = new Deadline();
    private final FrameWriter frames;

    /**
     * @param patience how long the client may take to send its request
     */
    Connection(SocketChannel channel, Verbs verbs, Duration patience) {
        this.channel = channel;
        this.verbs = verbs;
        this.patience = patience;
        this.frames = new FrameWriter(channel, deadline);
    }

    /**
     * Serves the client to the end.
     *
     * @param user whom the kernel says that it is
     */
    void serve(UserPrincipal user) {
        deadline.in(patience);
        Thread worker = null;
        try {
            InputStream in = Channels.newInputStream(channel);
            Request request = Request.read(in);
            deadline.none();
            frames.accepted();
            worker =
                    new Thread(
                            () -> serve(request, user), Thread.currentThread().getName() + "-verb");
            worker.start();
            // Silence until the verb has ended; anything else means that nobody waits for it.
            if (in.read() >= 0) {
                LOG.debug("A client of the control socket spoke out of turn; it is left");
            }
        } catch (MalformedRequest e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            LOG.debug("A connection to the control socket ended", e);
        } finally {
            close();
            end(worker);
        }
    }

    private static void end(Thread worker) {
        if (worker == null) {
            return;
        }
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            // The socket is being closed; the verb has been told, and nothing is left to wait for.
            Thread.currentThread().interrupt();
        }
    }

    private static Origin caller(Request request, UserPrincipal user) {
        String process =
                request.pid() == 0 ? "a process that does not say which" : "pid " + request.pid();
        return new Origin(Origin.Means.CONTROL, user.getName(), process);
    }

    private void serve(Request request, UserPrincipal user) {
        try (PrintStream out = frames.stream(Protocol.STDOUT);
                PrintStream err = frames.stream(Protocol.STDERR)) {
            Terminal terminal =
                    new Terminal(
                            out,
                            err,
                            request.colour(),
                            request.progress(),
                            request.width() == 0 ? Terminal.USUAL_WIDTH : request.width(),
                            request.directory(),
                            caller(request, user));
            frames.exit(verbs.run(request.arguments(), terminal));
        } catch (InterruptedException e) {
            LOG.debug("A client of the control socket went away; its verb was interrupted");
        } catch (IOException e) {
            LOG.debug("A client of the control socket went away before it had its answer", e);
        } finally {
            close();
        }
    }

    /** Tells the client why it is not served, and closes. */
    void refuse(String why) {
        LOG.warn("A request on the control socket was refused: {}", why);
        try {
            frames.error(why);
        } catch (IOException e) {
            LOG.debug("The refused client did not wait for the reason", e);
        } finally {
            close();
        }
    }

    /** Whether the client has let a deadline pass. */
    boolean isOverdue() {
        return deadline.isOver();
    }

    /** Ends the connection at once, whatever it is at. Any thread. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection to the control socket failed", e);
        }
    }
}
