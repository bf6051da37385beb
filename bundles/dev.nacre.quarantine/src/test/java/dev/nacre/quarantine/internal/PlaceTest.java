/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.quarantine.QuarantineEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a file is given back to. */
class PlaceTest {
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
    void a_file_is_given_back_to_another_place() throws Exception {
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "x"));
        BytePath target = bench.file("g");
        assertThat(quarantine.restore(entry.id(), Optional.of(target))).isEqualTo(target);
        bench.assertFiles("g");
    }

    @Test
    void a_place_that_is_taken_is_not_overwritten() throws Exception {
        BytePath path = bench.create("f", "bad");
        QuarantineEntry entry = Bench.take(quarantine, path);
        bench.create("f", "good");
        assertThatThrownBy(() -> quarantine.restore(entry.id(), Optional.empty()))
                .hasMessageContaining("the place is taken; give another one with --to");
        assertThat(Bench.text(path)).isEqualTo("good");
        assertThat(quarantine.list()).containsExactly(entry);
    }

    @Test
    void a_place_that_is_taken_at_the_last_moment_is_not_overwritten() throws Exception {
        BytePath path = bench.create("f", "bad");
        QuarantineEntry entry = Bench.take(quarantine, path);
        bench.probe(
                step -> {
                    if (step.startsWith("publish")) {
                        bench.create("f", "good");
                    }
                });
        assertThatThrownBy(() -> quarantine.restore(entry.id(), Optional.empty()))
                .hasMessageContaining("the place is taken");
        assertThat(Bench.text(path)).isEqualTo("good");
        bench.assertFiles("f");
        assertThat(quarantine.list()).containsExactly(entry);
    }

    @Test
    void a_place_that_cannot_be_is_refused_with_the_reason() throws Exception {
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "x"));
        Files.createSymbolicLink(bench.files().resolve("link"), folder);
        for (String[] refused :
                new String[][] {
                    {bench.file("no/f").toString(), bench.file("no") + " does not exist"},
                    {bench.file("link/f").toString(), "is a symbolic link, which is not followed"},
                    {bench.file("../f").toString(), "goes by . or .."},
                    {"f", "is not an absolute path"},
                    {bench.files() + "/", "names no file"}
                }) {
            Optional<BytePath> target = Optional.of(BytePath.of(refused[0]));
            assertThatThrownBy(() -> quarantine.restore(entry.id(), target))
                    .hasMessageContaining(refused[1])
                    .hasMessageContaining("it stays in quarantine");
        }
        assertThat(quarantine.list()).containsExactly(entry);
        bench.assertFiles("link");
    }
}
