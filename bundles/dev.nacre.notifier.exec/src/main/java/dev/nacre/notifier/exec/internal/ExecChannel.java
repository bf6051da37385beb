/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command for each message, one at a time. What it writes goes to the log. */
final class ExecChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(ExecChannel.class);

    private static final int LONGEST_OUTPUT = 4096;

    /** How often output is fetched: a pipe holds 64 KiB (pipe(7)), and nobody waits for us. */
    private static final long LOOK_MILLIS = 20;

    /** What timeout(1) answers when the time was over, and when it had to kill. */
    private static final int OVER = 124;

    private static final int KILLED = 128 + 9;

    private final Options options;

    ExecChannel(Options options) {
        this.options = options;
    }

    @Override
    public String send(Message message) throws IOException, RefusedException, InterruptedException {
        Process process = Launch.start(options, Variables.of(message, options.environment()));
        String output = watch(process);
        String program = options.command().get(0);
        if (!output.isEmpty()) {
            LOG.info("{} wrote: {}", program, output);
        }
        int code = process.exitValue();
        if (code == 0) {
            return program + " ended well" + (output.isEmpty() ? "" : " and wrote: " + output);
        }
        String reason =
                code == OVER || code == KILLED
                        ? " was ended after " + options.timeout().toSeconds() + " s"
                        : " ended with an error";
        throw new IOException(program + reason + (output.isEmpty() ? "" : " and wrote: " + output));
    }

    /**
     * Waits for the end, and returns the first of what was written, on one line. Nothing that the
     * command has left behind with its output open is waited for.
     */
    private String watch(Process process) throws IOException, InterruptedException {
        Output output = new Output();
        try (InputStream in = process.getInputStream()) {
            long end = System.nanoTime() + limit();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                output.take(in);
                if (System.nanoTime() - end > 0) {
                    throw new IOException(options.command().get(0) + " cannot be ended");
                }
            }
            output.take(in);
        } finally {
            // A request to end, which timeout(1) passes on to all of the group.
            process.destroy();
        }
        return output.text();
    }

    private long limit() {
        return options.timeout().plusSeconds(2 * Launch.GRACE_SECONDS).toNanos();
    }

    /** The first bytes of what a command writes; the others are read and dropped. */
    private static final class Output {
        private final byte[] bytes = new byte[LONGEST_OUTPUT];
        private int length;
        private boolean more;

        void take(InputStream in) throws IOException {
            while (in.available() > 0) {
                if (length < bytes.length) {
                    length += Math.max(0, in.read(bytes, length, bytes.length - length));
                } else {
                    more = true;
                    in.skipNBytes(in.available());
                }
            }
        }

        String text() {
            String text = new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
            return BytePath.of(text.replace('\0', ' ')) + (more ? " ..." : "");
        }
    }
}
