/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.libc.LibC;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder it keeps in, and what it says when that is not as it should be. */
class DirectoryTest {
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
    void a_directory_that_cannot_be_is_tried_again_at_each_call() throws Exception {
        Files.writeString(vault(), "a file");
        bench.set("directory", vault() + "/below");
        FolderQuarantine quarantine = bench.start();
        Bench.assertFinding(quarantine, "The quarantine cannot be used", "Infected files stay");
        BytePath path = bench.create("f", "x");
        assertThatThrownBy(() -> Bench.take(quarantine, path))
                .hasMessageContaining("Cannot make the folder " + vault() + "/below")
                .hasMessageContaining("Not a directory");
        bench.assertFiles("f");
        assertThat(quarantine.list()).isEmpty();
        Files.delete(vault());
        Bench.take(quarantine, path);
        assertThat(quarantine.findings()).isEmpty();
    }

    @Test
    void a_directory_that_was_deleted_is_reported_and_made_anew() throws Exception {
        FolderQuarantine quarantine = bench.start();
        Files.delete(vault());
        Bench.assertFinding(quarantine, vault() + " was moved or deleted");
        Bench.take(quarantine, bench.create("f", "x"));
        assertThat(quarantine.findings()).isEmpty();
        assertThat(vault()).isNotEmptyDirectory();
    }

    @Test
    void a_directory_that_others_may_enter_is_closed_to_them() throws Exception {
        Files.createDirectory(vault());
        Files.setPosixFilePermissions(vault(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(bench.start().findings()).isEmpty();
        assertThat(Files.getPosixFilePermissions(vault()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_directory_of_other_things_is_not_closed_to_others() throws Exception {
        Files.createDirectory(vault());
        Files.writeString(vault().resolve("letter"), "dear");
        Files.setPosixFilePermissions(vault(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Bench.assertFinding(bench.start(), "holds what is no quarantine's (letter)");
        assertThat(Files.getPosixFilePermissions(vault()))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_directory_of_another_user_is_refused() throws Exception {
        assumeThat(LibC.geteuid()).as("root, who may give files away").isZero();
        Files.createDirectory(vault());
        Files.setAttribute(vault(), "unix:uid", 1234);
        Bench.assertFinding(
                bench.start(), vault() + " belongs to user 1234 and must belong to user 0");
    }

    @Test
    void a_link_to_a_directory_is_refused() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(vault(), folder.resolve("real"));
        bench.set("directory", vault() + "/");
        Bench.assertFinding(
                bench.start(), vault() + " must be a folder itself, no link and no file");
    }

    @Test
    void two_hosts_cannot_use_one_directory() {
        bench.start();
        Bench.assertFinding(bench.start(), vault() + " is in use");
    }

    @Test
    void another_directory_takes_over_while_it_runs() throws Exception {
        FolderQuarantine quarantine = bench.start();
        BytePath released = bench.create("r", "x");
        quarantine.restore(Bench.take(quarantine, released).id(), Optional.empty());
        QuarantineEntry old = Bench.take(quarantine, bench.create("f", "x"));

        bench.set("directory", folder.resolve("other").toString());
        quarantine.modified(bench.settings());
        assertThat(quarantine.list()).isEmpty();
        assertThat(quarantine.isReleased(Bench.identify(released))).isTrue();
        QuarantineEntry other = Bench.take(quarantine, bench.create("g", "x"));
        assertThat(folder.resolve("other").resolve(other.id() + ".data")).exists();

        bench.set("directory", vault().toString());
        quarantine.modified(bench.settings());
        assertThat(quarantine.list()).containsExactly(old);
        assertThat(quarantine.findings()).isEmpty();
    }

    @Test
    void another_directory_that_cannot_be_used_is_refused_and_the_one_before_stays()
            throws Exception {
        FolderQuarantine quarantine = bench.start();
        Files.writeString(folder.resolve("other"), "a file");
        bench.set("directory", folder.resolve("other").toString()).set("maxSize", "4096");
        quarantine.modified(bench.settings());
        Bench.assertFinding(
                quarantine,
                "directory = \"" + folder.resolve("other") + "\" is refused",
                "must be a folder itself",
                "The configuration before stays in force");
        Bench.take(quarantine, bench.create("f", "x".repeat(5000)));
        assertThat(vault()).isNotEmptyDirectory();
    }
}
