/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does things as another process: what Nacre's own process does is exempt. A process that does not
 * end in time is killed, which the kernel allows while it waits for an answer, and is a failure.
 */
public final class Outside {
    /** Longer than any deadline in the tests. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Outside() {}

    /** Opens and reads a file. */
    public static Outcome read(Path file) throws IOException, InterruptedException {
        return run("cat", file.toString());
    }

    /** Executes a file. */
    public static Outcome execute(Path file) throws IOException, InterruptedException {
        return run("sh", "-c", "exec \"$0\"", file.toString());
    }

    /** Makes a file, or writes it anew. */
    public static Outcome write(Path file, byte[] content)
            throws IOException, InterruptedException {
        return end(new ProcessBuilder("sh", "-c", "cat > \"$0\"", file.toString()), content);
    }

    public static Outcome run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    public static Outcome run(List<String> command) throws IOException, InterruptedException {
        return end(new ProcessBuilder(command), new byte[0]);
    }

    /** Runs what must succeed. */
    public static String must(String... command) throws IOException, InterruptedException {
        Outcome outcome = run(command);
        if (!outcome.succeeded()) {
            throw new IOException(String.join(" ", command) + ": " + outcome);
        }
        return outcome.text();
    }

    /** Waits for a process, with this as its standard input. */
    public static Outcome end(ProcessBuilder builder, byte[] input)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<byte[]> out = all(process.getInputStream()::readAllBytes);
        CompletableFuture<byte[]> error = all(process.getErrorStream()::readAllBytes);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // It ended without reading all: its exit code and its error say why.
            if (input.length == 0) {
                throw e;
            }
        }
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "left hanging for " + LIMIT.toSeconds() + " s: " + builder.command());
        }
        return new Outcome(
                process.exitValue(),
                out.join(),
                new String(error.join(), StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private interface Reading {
        byte[] read() throws IOException;
    }

    private static CompletableFuture<byte[]> all(Reading reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.read();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                command -> new Thread(command, "outside").start());
    }
}
