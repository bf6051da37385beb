/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.libc.Fcntl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedTest {
    @TempDir Path folder;

    private Bench bench;
    private FolderQuarantine quarantine;

    @BeforeEach
    void start() {
        bench = new Bench(folder);
        quarantine = bench.start();
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    @Test
    void a_file_given_back_is_released_until_it_changes() throws Exception {
        BytePath path = bench.create("f", "pearl");
        assertThat(quarantine.isReleased(Bench.identify(path))).isFalse();
        quarantine.restore(Bench.take(quarantine, path).id(), Optional.empty());
        assertThat(quarantine.isReleased(Bench.identify(path))).isTrue();

        bench.stop();
        quarantine = bench.start();
        assertThat(quarantine.isReleased(Bench.identify(path))).isTrue();

        FileIdentity before = Bench.identify(path);
        Files.writeString(bench.files().resolve("f"), "PEARL");
        int file = Descriptors.open(path, Fcntl.O_RDWR);
        Descriptors.setTimes(file, before.modified(), before.modified());
        Descriptors.close(file);
        assertThat(quarantine.isReleased(Bench.identify(path))).isFalse();
        bench.stop();
        assertThat(bench.start().isReleased(before)).isFalse();
    }

    @Test
    void a_file_given_back_counts_as_released_from_the_moment_it_has_its_name() throws Exception {
        BytePath path = bench.create("f", "pearl");
        QuarantineEntry entry = Bench.take(quarantine, path);
        boolean[] released = {false};
        bench.probe(
                step -> {
                    if (step.contains("released.json.tmp") && !released[0]) {
                        released[0] = quarantine.isReleased(Bench.identify(path));
                    }
                });
        quarantine.restore(entry.id(), Optional.empty());
        assertThat(released[0]).isTrue();
    }

    @Test
    void a_file_that_its_owner_changes_while_it_is_given_back_is_not_released() throws Exception {
        BytePath path = bench.create("f", "pearl");
        FileIdentity before = Bench.identify(path);
        QuarantineEntry entry = Bench.take(quarantine, path);
        bench.probe(
                step -> {
                    if (step.startsWith("publish")) {
                        BytePath aside =
                                bench.file(
                                        Bench.names(BytePath.of(bench.files().toString())).get(0));
                        Files.writeString(Path.of(aside.toString()), "PEARL");
                        int file = Descriptors.open(aside, Fcntl.O_RDWR);
                        Descriptors.setTimes(file, before.modified(), before.modified());
                        Descriptors.close(file);
                    }
                });
        quarantine.restore(entry.id(), Optional.empty());
        assertThat(Bench.text(path)).isEqualTo("PEARL");
        assertThat(quarantine.isReleased(Bench.identify(path))).isFalse();
    }
}
