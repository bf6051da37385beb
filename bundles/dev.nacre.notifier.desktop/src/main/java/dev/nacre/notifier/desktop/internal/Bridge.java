/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A way to the bus of a user. The bus lets in its own user only, root not either, and knows callers
 * by who their process is: so a process of that user's carries what we say to it. It is systemd's
 * own for this purpose, as {@code systemctl --user -M} starts it, and is there wherever such a bus
 * is. What is said goes through a pipe: arguments could be read by everybody (proc(5), cmdline).
 *
 * <p>It has no rights but the user's and cannot gain any, no environment, and no descriptor but
 * three pipes. Whoever it speaks to is that user, and may answer anything, or nothing: it is killed
 * when the time is over.
 */
final class Bridge implements AutoCloseable {
    /** Starting it takes a few milliseconds; a bus starts the notification daemon if need be. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_ERROR = 500;

    private final Process process;
    private final Future<?> limit;
    private final OutputStream out;
    private final DataInputStream in;

    Bridge(int uid, Sessions sessions) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                "/usr/bin/setpriv",
                                "--reuid=" + uid,
                                "--regid=" + sessions.group(uid),
                                "--clear-groups",
                                "--no-new-privs",
                                "--",
                                "/usr/bin/systemd-stdio-bridge",
                                "--bus-path=unix:path=" + sessions.bus(uid)));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        builder.directory(new File("/"));
        process = builder.start();
        limit =
                CompletableFuture.runAsync(
                        process::destroyForcibly,
                        CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        out = process.getOutputStream();
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        // The bridge has shown the bus who it is; to the bridge we need not (D-Bus Specification,
        // Authentication Protocol, ANONYMOUS; the word is hexadecimal for "nacre").
        say("\0AUTH ANONYMOUS 6e61637265\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void say(byte[] bytes) throws IOException {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new IOException(ended(), e);
        }
    }

    /**
     * Calls, and waits for the reply.
     *
     * @throws IOException where there is none, or it is an error
     */
    void call(Call call) throws IOException {
        say(call.bytes());
        Reply reply;
        do {
            reply = read();
        } while (reply.to() != call.serial());
        if (!reply.error().isEmpty()) {
            throw new IOException("the answer was " + reply.error().replaceAll("[^!-~]", "?"));
        }
    }

    private Reply read() throws IOException {
        try {
            return Reply.read(in);
        } catch (IOException e) {
            // Killing the bridge breaks off whatever is being read.
            throw limit.isDone() || e instanceof EOFException ? new IOException(ended(), e) : e;
        }
    }

    /** Reads the answer to what the constructor says: it lets us in, or ends. */
    void enter() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = 0;
        while (next != '\n') {
            try {
                next = in.readUnsignedByte();
            } catch (IOException e) {
                throw new IOException(ended(), e);
            }
            if (line.append((char) next).length() > LONGEST_LINE) {
                throw new IOException("what the bridge said is no line of D-Bus");
            }
        }
        if (line.indexOf("OK ") != 0) {
            throw new IOException("the bridge did not let us in");
        }
    }

    private String ended() {
        if (limit.isDone()) {
            return "the bus did not answer within " + LIMIT.toSeconds() + " s";
        }
        try {
            byte[] error = process.getErrorStream().readNBytes(LONGEST_ERROR);
            String text = new String(error, StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? "the bus hung up" : text.replaceAll("[^ -~]+", " ");
        } catch (IOException e) {
            return "the bus hung up";
        }
    }

    @Override
    public void close() {
        limit.cancel(false);
        process.destroyForcibly();
    }
}
