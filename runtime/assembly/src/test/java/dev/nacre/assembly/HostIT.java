/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's own command, with folders whose names have blanks and more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HostIT {
    @TempDir private Path directory;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void no_host_is_left() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void every_bundle_starts_and_the_host_ends_cleanly_when_told_to() throws Exception {
        Path log = directory.resolve("log");
        Process host = start(log);
        awaitStart(host, log);

        host.destroy();

        assertThat(host.waitFor()).isZero();
        assertThat(log).content().doesNotContain("ERROR");
    }

    @Test
    void a_folder_that_a_host_uses_is_refused_to_a_second_one_and_free_after_a_kill()
            throws Exception {
        Path log = directory.resolve("log");
        Process host = start(log);
        awaitStart(host, log);
        Path second = directory.resolve("second");

        assertThat(start(second).waitFor()).isEqualTo(1);
        assertThat(second).content().contains("in use by a running host, process " + host.pid());

        host.destroyForcibly().waitFor();
        Path third = directory.resolve("third");
        awaitStart(start(third), third);
    }

    @Test
    void a_wrong_configuration_is_named_and_keeps_nothing_else_from_starting() throws Exception {
        Files.createDirectories(etc());
        Files.writeString(
                etc().resolve("dev.nacre.watch-wrong.cfg"), "paths = [\"not/absolute\"]\n");
        Path log = directory.resolve("log");

        awaitStart(start(log), log);

        assertThat(log).content().contains("dev.nacre.watch-wrong.cfg", "not/absolute");
    }

    private Path etc() {
        return directory.resolve("my étc");
    }

    private Process start(Path log) throws IOException {
        Files.createDirectories(etc());
        ProcessBuilder builder =
                new ProcessBuilder(
                        Distribution.HOME.resolve("bin/nacre").toString(),
                        "run",
                        "--without",
                        "console",
                        "--etc",
                        etc().toString(),
                        "--var",
                        directory.resolve("my var").toString());
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void awaitStart(Process host, Path log) throws Exception {
        await(host, log, "bundles started");
    }

    private static void await(Process host, Path log, String text) throws Exception {
        while (!Files.readString(log).contains(text)) {
            assertThat(host.isAlive()).as(Files.readString(log)).isTrue();
            host.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }
}
