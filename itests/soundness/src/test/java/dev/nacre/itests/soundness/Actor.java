/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A process of its own that does to files what it is told, step by step; its words are those of
 * {@code src/test/c/actor.c}. The tests' own process opens no guarded file: it would wait for the
 * host without a bound.
 */
final class Actor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** What Linux calls the overflow user, /proc/sys/kernel/overflowuid: it owns nothing. */
    private static final String NOBODY = "65534";

    private final Host host;
    private final Process process;
    private final BufferedReader answers;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread made = new Thread(task, "actor");
                        made.setDaemon(true);
                        return made;
                    });

    private Actor(Host host, String... command) throws IOException {
        this.host = host;
        this.process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** One that acts as root. */
    static Actor root(Host host, Path program) throws IOException {
        return new Actor(host, program.toString());
    }

    /** One that acts as a user without any privilege. */
    static Actor user(Host host, Path program) throws IOException {
        return new Actor(host, program.toString(), NOBODY);
    }

    /** Compiles the program. */
    static void compile(Path program) throws IOException, InterruptedException {
        Path sources = Path.of("src/test/c").toAbsolutePath();
        Outside.must(
                "gcc",
                "-std=gnu11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O2",
                "-pthread",
                "-o",
                program.toString(),
                sources.resolve("actor.c").toString(),
                sources.resolve("crowd.c").toString(),
                sources.resolve("swaps.c").toString(),
                sources.resolve("uring.c").toString(),
                sources.resolve("ways.c").toString());
    }

    /** Begins a step; the answer comes when it is done. */
    CompletableFuture<String> begin(Object... words) {
        String line = Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" "));
        return CompletableFuture.supplyAsync(() -> exchange(line), thread);
    }

    private String exchange(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return String.valueOf(answers.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the answer to a step. Whoever waits too long is let go by ending the host. */
    String await(CompletableFuture<String> step) throws InterruptedException {
        return await(step, PATIENCE);
    }

    private String await(CompletableFuture<String> step, Duration patience)
            throws InterruptedException {
        try {
            return step.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            host.kill();
            throw new AssertionError("A step hangs; the host has been ended", e);
        } catch (ExecutionException e) {
            throw new AssertionError("The actor has ended", e);
        }
    }

    /** Does a step that must succeed; returns the word that comes with it. */
    String does(Object... words) throws InterruptedException {
        String answer = await(begin(words));
        assertThat(answer).as(Arrays.toString(words)).startsWith("ok");
        return answer.substring("ok ".length());
    }

    /** Does a step that counts, and must succeed. */
    Counts counts(Object... words) throws InterruptedException {
        return Counts.of(does(words));
    }

    /** Waits for a step that counts, which must succeed, and takes about so long. */
    Counts counts(CompletableFuture<String> step, Duration length) throws InterruptedException {
        String answer = await(step, length.plus(PATIENCE));
        assertThat(answer).startsWith("ok ");
        return Counts.of(answer.substring("ok ".length()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        thread.shutdownNow();
    }
}
