/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file system whose server does not answer holds up who uses it, and nobody else. */
final class SilentServerIT {
    private static final int LENGTH = 4096;

    /** Far longer than an access takes, on whatever machine. */
    private static final int PATIENCE_SECONDS = 20;

    private final List<Process> started = new ArrayList<>();
    private Path folder;
    private Path near;
    private Path far;
    private Path silence;
    private Host host;

    @BeforeEach
    void begin() throws Exception {
        folder = Files.createTempDirectory("nacre-silent").toRealPath();
        near = Medium.TMPFS.mountBelow(folder);
        far = Files.createDirectory(near.resolve("far"));
        silence = folder.resolve("silence");
        Files.writeString(near.resolve("clean"), "c".repeat(LENGTH));
        Files.writeString(near.resolve("infected"), "i".repeat(LENGTH));
        Signatures signatures = new ListedSignatures(folder.resolve("signatures"));
        signatures.add(near.resolve("infected"));
        serve();
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(etc.resolve(signatures.pid() + ".cfg"), signatures.configuration());
        Files.writeString(
                etc.resolve("dev.nacre.watch-all.cfg"),
                """
                paths = ["%s"]
                scanOn = "open-exec"
                prevention = "true"
                onError = "deny"
                action = "report"
                cache = "none"
                scanner.target = "(nacre.scanner.name=signature)"
                """
                        .formatted(near));
        host = Host.start(Host.HOME, List.of("--without", "console"), folder, 1);
    }

    private void serve() throws Exception {
        String program = folder.resolve("server").toString();
        Path source = Path.of("src/test/c/server.c").toAbsolutePath();
        Outside.must(
                "gcc",
                "-std=gnu11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O2",
                "-o",
                program,
                source.toString());
        Process server =
                new ProcessBuilder(program, far.toString(), silence.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        started.add(server);
        Await.until(
                "it serves",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> Files.exists(far.resolve("clean")));
    }

    @AfterEach
    void end() throws Exception {
        Files.deleteIfExists(silence);
        if (host != null) {
            host.close();
        }
        Outside.must("umount", "--lazy", far.toString());
        started.forEach(Process::destroyForcibly);
        Medium.TMPFS.unmountBelow(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Process open(Path file) throws IOException {
        Process cat =
                new ProcessBuilder("cat", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        started.add(cat);
        return cat;
    }

    private boolean opens(Path file) throws Exception {
        Process cat = open(file);
        assertThat(cat.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", file).isTrue();
        return cat.exitValue() == 0;
    }

    @Test
    void what_a_process_serves_is_guarded() throws Exception {
        assertThat(opens(far.resolve("clean"))).isTrue();
        assertThat(opens(far.resolve("infected"))).isFalse();
    }

    @Test
    void while_the_server_is_silent_all_else_is_guarded_as_before() throws Exception {
        Files.createFile(silence);
        List<Process> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(open(far.resolve("clean")));
        }
        Await.until(
                "the host waits for the server",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> Files.exists(folder.resolve("silence.held")));
        for (int i = 0; i < 10; i++) {
            assertThat(opens(near.resolve("clean"))).isTrue();
            assertThat(opens(near.resolve("infected"))).isFalse();
        }
        assertThat(waiting).allMatch(Process::isAlive);
        awaitTold(true);
        Files.delete(silence);
        for (Process one : waiting) {
            assertThat(one.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(one.exitValue()).isZero();
        }
        assertThat(opens(far.resolve("infected"))).isFalse();
        awaitTold(false);
    }

    private void awaitTold(boolean silent) throws Exception {
        Await.until(
                "what is told of the server",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> host.status().toString().contains("It does not answer") == silent);
    }

    @Test
    void a_server_that_is_unmounted_while_silent_leaves_nothing_behind() throws Exception {
        assertThat(opens(far.resolve("clean"))).isTrue();
        long before = host.threads();
        Files.createFile(silence);
        Process waiting = open(far.resolve("clean"));
        Await.until(
                "the host waits for the server",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> Files.exists(folder.resolve("silence.held")));
        started.get(0).destroyForcibly().waitFor();
        Outside.must("umount", "--lazy", far.toString());
        assertThat(waiting.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Await.until(
                "the threads for it have ended",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> host.threads() < before);
        assertThat(opens(near.resolve("clean"))).isTrue();
        Files.delete(silence);
        serve();
        Await.until(
                "what is mounted there now is guarded",
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> !opens(far.resolve("infected")));
    }
}
