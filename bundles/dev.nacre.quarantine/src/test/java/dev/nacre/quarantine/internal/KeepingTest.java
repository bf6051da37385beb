/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.libc.LibC;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where it keeps, how much, how long; and what it says when it cannot. */
class KeepingTest {
    @TempDir Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() {
        bench = new Bench(folder);
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    private Path vault() {
        return folder.resolve("quarantine");
    }

    @Test
    void without_configuration_it_keeps_below_the_folder_of_the_distribution() throws Exception {
        String var = folder.resolve("var").toString();
        FolderQuarantine quarantine =
                new FolderQuarantine(Map.of(), var, InstantSource.system(), Probe.NONE);
        try {
            Bench.take(quarantine, bench.create("f", "x"));
            assertThat(folder.resolve("var/quarantine")).isNotEmptyDirectory();
        } finally {
            quarantine.deactivate();
        }
    }

    @Test
    void a_wrong_configuration_is_refused_whole() {
        bench.set("directory", "here").set("keepFor", "long").set("maxSize", "1");
        assertThatThrownBy(bench::start)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(
                        "directory = \"here\" is refused: allowed is an absolute path")
                .hasMessageContaining("keepFor = \"long\" is refused: allowed is a duration")
                .hasMessageContaining("maxSize = \"1\" is refused: allowed is a size");
        assertThat(vault()).doesNotExist();
    }

    @Test
    void when_it_is_full_files_stay_and_nothing_is_deleted_to_make_room() throws Exception {
        FolderQuarantine quarantine = bench.set("maxSize", "4096").start();
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "x".repeat(4000)));
        Bench.assertFinding(quarantine, "Nearly full: 4000 of at most 4096 bytes are kept");
        BytePath path = bench.create("g", "x".repeat(97));
        assertThatThrownBy(() -> Bench.take(quarantine, path))
                .hasMessageContaining("the quarantine is full: it keeps 4000 of at most 4096 bytes")
                .hasMessageContaining("raise maxSize; it stays where it is");
        bench.assertFiles("g");
        quarantine.delete(entry.id());
        Bench.take(quarantine, path);
        assertThat(quarantine.findings()).isEmpty();
    }

    @Test
    void what_is_kept_is_counted_again_after_a_start() throws Exception {
        Bench.take(bench.set("maxSize", "4096").start(), bench.create("f", "x".repeat(4000)));
        bench.stop();
        Bench.assertFinding(bench.start(), "Nearly full: 4000 of at most 4096 bytes are kept");
    }

    @Test
    void a_file_system_without_space_leaves_files_where_they_are() throws Exception {
        assumeThat(LibC.geteuid()).as("root, who may mount").isZero();
        Files.createDirectory(vault());
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "none")).isZero();
        try {
            FolderQuarantine quarantine = bench.start();
            Bench.assertFinding(quarantine, "The file system of " + vault() + " has only");
            BytePath path = bench.create("f", "x".repeat(300_000));
            assertThatThrownBy(() -> Bench.take(quarantine, path))
                    .hasMessageContaining(
                            "No space left on device; it stays where it is. Make room");
            bench.assertFiles("f");
            bench.assertNothingKept();
            Bench.take(quarantine, bench.create("g", "x".repeat(100_000)));
            bench.assertFiles("f");
            bench.stop();
        } finally {
            assertThat(run("umount")).isZero();
        }
    }

    @Test
    void a_read_only_file_system_leaves_files_where_they_are() throws Exception {
        assumeThat(LibC.geteuid()).as("root, who may mount").isZero();
        Files.createDirectory(vault());
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "none")).isZero();
        try {
            FolderQuarantine quarantine = bench.start();
            QuarantineEntry kept = Bench.take(quarantine, bench.create("g", "x"));
            assertThat(run("mount", "-o", "remount,ro")).isZero();
            assertThat(quarantine.findings())
                    .extracting(Finding::message)
                    .anyMatch(text -> text.contains("Read-only file system. Infected files stay"));
            assertThatThrownBy(() -> Bench.take(quarantine, bench.create("f", "x")))
                    .hasMessageContaining("mounted read-only: remount it writable");
            bench.assertFiles("f");
            assertThatThrownBy(() -> quarantine.restore(kept.id(), Optional.empty()))
                    .hasMessageContaining("it stays in quarantine");
            assertThat(quarantine.list()).containsExactly(kept);
            bench.stop();
        } finally {
            assertThat(run("umount")).isZero();
        }
    }

    private int run(String... command) throws Exception {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = vault().toString();
        return new ProcessBuilder(all).start().waitFor();
    }

    @Test
    void what_was_kept_long_enough_is_deleted() throws Exception {
        CurrentVault vault = new CurrentVault(() -> bench.now, Probe.NONE);
        vault.use(bench.vault());
        try {
            QuarantineEntry old = take(vault, bench.create("f", "x"));
            bench.now = bench.now.plus(Duration.ofDays(20));
            QuarantineEntry young = take(vault, bench.create("g", "x"));
            bench.now = bench.now.plus(Duration.ofDays(11));

            new Expiry(vault, () -> Duration.ZERO, () -> bench.now).run();
            assertThat(list(vault)).containsExactly(old, young);
            new Expiry(vault, () -> Duration.ofDays(30), () -> bench.now).run();
            assertThat(list(vault)).containsExactly(young);
        } finally {
            vault.end();
        }
        assertThatThrownBy(() -> list(vault))
                .hasMessageContaining("The quarantine is shutting down");
    }

    private static List<QuarantineEntry> list(CurrentVault vault) throws IOException {
        return vault.with(open -> open.list());
    }

    private static QuarantineEntry take(CurrentVault vault, BytePath path) throws IOException {
        return vault.with(
                open -> {
                    try (var file = Bench.open(path)) {
                        return open.take(file, path, Bench.SIGNATURE, 4096);
                    }
                });
    }

    @Test
    void half_and_broken_entries_are_set_apart_and_reported() throws Exception {
        FolderQuarantine quarantine = bench.start();
        QuarantineEntry noData = Bench.take(quarantine, bench.create("a", "x"));
        QuarantineEntry noText = Bench.take(quarantine, bench.create("b", "x"));
        QuarantineEntry cut = Bench.take(quarantine, bench.create("c", "x"));
        QuarantineEntry good = Bench.take(quarantine, bench.create("d", "x"));
        bench.stop();
        Files.delete(vault().resolve(noData.id() + ".data"));
        Files.delete(vault().resolve(noText.id() + ".json"));
        Files.writeString(vault().resolve(cut.id() + ".json"), "{\"format\":1,");
        Files.writeString(vault().resolve("note"), "of the administrator");
        Files.writeString(vault().resolve("released.json"), "{\"released\":[{}]}");

        FolderQuarantine again = bench.start();
        assertThat(again.list()).containsExactly(good);
        Path damaged = vault().resolve("damaged");
        assertThat(damaged.toFile().list())
                .containsExactlyInAnyOrder(
                        noData.id() + ".json",
                        noText.id() + ".data",
                        cut.id() + ".json",
                        cut.id() + ".data",
                        "released.json");
        Bench.assertFinding(again, "Damaged entries lie in " + damaged);
        assertThat(vault().resolve("note")).exists();
        for (String name : damaged.toFile().list()) {
            Files.delete(damaged.resolve(name));
        }
        assertThat(again.findings()).isEmpty();
    }
}
