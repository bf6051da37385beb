/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Asks the host whose var folder is given, and passes on what it answers. */
final class Client {
    private static final Logger LOG = System.getLogger("dev.nacre.client");
    private static final int ACCEPTED = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int ERROR = 4;
    private static final int MAX_REQUEST = 256 * 1024;
    private static final int MAX_FRAME = 64 * 1024;

    private final Path var;
    private final Duration patience;
    private final OutputStream out;
    private final OutputStream err;

    /**
     * @param patience how long the host may take to accept the request
     */
    Client(Path var, Duration patience, OutputStream out, OutputStream err) {
        this.var = var;
        this.patience = patience;
        this.out = out;
        this.err = err;
    }

    /**
     * Asks, and waits for the end.
     *
     * @return the exit code
     */
    int run(Invocation invocation) throws HostException, OutputClosed {
        byte[] request = invocation.encode();
        if (request.length > MAX_REQUEST) {
            throw new HostException(
                    "these are too many arguments at once: "
                            + request.length
                            + " bytes of at most "
                            + MAX_REQUEST
                            + "; name folders, or use xargs");
        }
        Timer timer = new Timer("patience", true);
        try (SocketChannel channel = connect()) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            close(channel);
                        }
                    },
                    patience.toMillis());
            send(request, channel);
            return answer(new DataInputStream(Channels.newInputStream(channel)), timer);
        } catch (EOFException e) {
            throw new HostException("the host ended before it had answered; its log says why");
        } catch (ClosedChannelException e) {
            throw new HostException(
                    "the host in " + var + " runs and does not answer; its log may say why");
        } catch (IOException e) {
            throw new HostException(
                    "the host does not answer ("
                            + var
                            + "): "
                            + e.getMessage()
                            + "; its log may say why");
        } finally {
            timer.cancel();
        }
    }

    /** A host that refuses at once does not read to the end; its answer says why. */
    private static void send(byte[] request, SocketChannel channel) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The host did not read the whole request", e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketChannel connect() throws HostException {
        Path socket = var.resolve("run").resolve("control.sock");
        try {
            Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (AccessDeniedException e) {
            throw new HostException(
                    "you may not speak to the host in " + var + "; use sudo, or be its user");
        } catch (IOException e) {
            throw new HostException(
                    "no host runs in " + var + "; start it with bin/nacre run, or name its --var");
        }
    }

    private int answer(DataInputStream in, Timer timer)
            throws IOException, HostException, OutputClosed {
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            if (length < 0 || length > MAX_FRAME) {
                throw new HostException("what listens in " + var + " is no host of this version");
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            timer.cancel();
            switch (type) {
                case ACCEPTED -> {}
                case STDOUT -> pass(bytes, out);
                case STDERR -> pass(bytes, err);
                case EXIT -> {
                    return bytes.length == 1 ? Byte.toUnsignedInt(bytes[0]) : Main.FAILED;
                }
                case ERROR -> throw new HostException(new String(bytes, StandardCharsets.UTF_8));
                default ->
                        throw new HostException(
                                "what listens in " + var + " is no host of this version");
            }
        }
    }

    private static void pass(byte[] bytes, OutputStream to) throws OutputClosed {
        try {
            to.write(bytes);
            to.flush();
        } catch (IOException e) {
            throw new OutputClosed(e);
        }
    }
}
