/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever owns the folder moves things about at the worst moment. */
class SwapTest {
    @TempDir Path folder;

    private Bench bench;
    private FolderQuarantine quarantine;
    private BytePath path;
    private OpenFile file;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(folder);
        quarantine = bench.start();
        path = bench.create("f", "bad");
        file = Bench.open(path);
    }

    @AfterEach
    void end() throws Exception {
        file.close();
        bench.close();
    }

    /** Does something once, before the first step that begins so. */
    private void at(String step, Probe prank) {
        boolean[] done = {false};
        bench.probe(
                now -> {
                    if (now.startsWith(step) && !done[0]) {
                        done[0] = true;
                        prank.before(now);
                    }
                });
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> quarantine.take(file, path, Bench.SIGNATURE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot take " + path)
                .hasMessageContaining(reason);
        assertThat(quarantine.list()).isEmpty();
    }

    private void assertStays() throws Exception {
        assertRefused("it was renamed or replaced meanwhile; it stays where it is");
        bench.assertNothingKept();
    }

    private void assertTakenFrom(BytePath place) throws Exception {
        QuarantineEntry entry = quarantine.take(file, path, Bench.SIGNATURE);
        assertThat(entry.path()).isEqualTo(place);
        assertThat(quarantine.list()).containsExactly(entry);
        // Other events of the same file bring the name it had then.
        assertThat(quarantine.take(file, path, Bench.SIGNATURE)).isEqualTo(entry);
    }

    @Test
    void a_file_that_was_renamed_is_taken_from_where_it_is() throws Exception {
        Bench.rename(path, bench.file("g"));
        assertTakenFrom(bench.file("g"));
        bench.assertFiles();
    }

    @Test
    void a_file_that_was_renamed_is_removed_where_it_is() throws Exception {
        Bench.rename(path, bench.file("g"));
        quarantine.remove(file, path);
        bench.assertFiles();
        bench.assertNothingKept();
    }

    @Test
    void a_file_that_is_renamed_again_and_again_is_followed_only_so_long() throws Exception {
        int[] renames = {0};
        bench.probe(
                now -> {
                    if (now.startsWith("set aside")) {
                        String name = renames[0] == 0 ? "f" : "g" + renames[0];
                        Bench.rename(bench.file(name), bench.file("g" + ++renames[0]));
                    }
                });
        assertStays();
        bench.assertFiles("g" + renames[0]);
    }

    @Test
    void a_file_that_was_deleted_is_not_taken() throws Exception {
        Files.delete(bench.files().resolve("f"));
        assertThatThrownBy(() -> quarantine.take(file, path, Bench.SIGNATURE))
                .hasMessage(
                        "Cannot take %s: it was deleted meanwhile, and no name of it is left",
                        path);
        quarantine.remove(file, path);
        bench.assertNothingKept();
    }

    @Test
    void a_file_that_is_taken_already_is_told_of_again() throws Exception {
        QuarantineEntry entry = quarantine.take(file, path, Bench.SIGNATURE);
        assertThat(quarantine.take(file, path, Bench.SIGNATURE)).isEqualTo(entry);
        assertThat(quarantine.list()).containsExactly(entry);
        quarantine.delete(entry.id());
        assertThatThrownBy(() -> quarantine.take(file, path, Bench.SIGNATURE))
                .hasMessageContaining("it was deleted meanwhile");
    }

    @Test
    void a_file_that_several_events_bring_at_once_is_taken_once() throws Exception {
        List<QuarantineEntry> entries =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(
                                i -> {
                                    try {
                                        return quarantine.take(file, path, Bench.SIGNATURE);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                })
                        .toList();
        assertThat(quarantine.list()).hasSize(1);
        assertThat(entries).containsOnly(quarantine.list().get(0));
    }

    @Test
    void another_file_under_that_name_survives() throws Exception {
        Bench.rename(path, bench.file("g"));
        bench.create("f", "good");
        assertTakenFrom(bench.file("g"));
        assertThat(Bench.text(path)).isEqualTo("good");
        bench.assertFiles("f");
    }

    @Test
    void another_file_that_comes_at_the_last_moment_survives() throws Exception {
        at(
                "set aside",
                step -> {
                    Bench.rename(path, bench.file("g"));
                    bench.create("f", "good");
                });
        assertTakenFrom(bench.file("g"));
        assertThat(Bench.text(path)).isEqualTo("good");
        bench.assertFiles("f");
    }

    @Test
    void a_symbolic_link_that_comes_at_the_last_moment_survives_with_its_target() throws Exception {
        bench.create("good", "good");
        Path link = bench.files().resolve("f");
        at(
                "set aside",
                step -> {
                    Bench.rename(path, bench.file("g"));
                    Files.createSymbolicLink(link, Path.of("good"));
                });
        assertTakenFrom(bench.file("g"));
        assertThat(link).isSymbolicLink();
        assertThat(Bench.text(bench.file("good"))).isEqualTo("good");
    }

    @Test
    void a_symbolic_link_in_place_of_the_file_is_not_followed() throws Exception {
        Bench.rename(path, bench.file("g"));
        Files.createSymbolicLink(bench.files().resolve("f"), Path.of("g"));
        assertTakenFrom(bench.file("g"));
        bench.assertFiles("f");
    }

    @Test
    void a_symbolic_link_on_the_way_is_not_followed() throws Exception {
        Files.move(bench.files(), folder.resolve("real"));
        Files.createSymbolicLink(bench.files(), folder.resolve("real"));
        assertRefused(bench.files() + " is a symbolic link, which is not followed");
        assertThat(folder.resolve("real").resolve("f")).hasContent("bad");
    }

    @Test
    void a_folder_that_is_swapped_meanwhile_leads_nowhere_else() throws Exception {
        at(
                "create",
                step -> {
                    Files.move(bench.files(), folder.resolve("real"));
                    Files.createDirectory(bench.files());
                    bench.create("f", "good");
                });
        quarantine.take(file, path, Bench.SIGNATURE);
        assertThat(Bench.text(path)).isEqualTo("good");
        assertThat(folder.resolve("real")).isEmptyDirectory();
    }

    @Test
    void a_file_that_grows_while_it_is_copied_stays() throws Exception {
        Path file = bench.files().resolve("f");
        at("write", step -> Files.writeString(file, "more", StandardOpenOption.APPEND));
        assertRefused("it was changed while it was copied; it stays where it is");
        assertThat(file).hasContent("badmore");
        bench.assertNothingKept();
    }

    @Test
    void a_file_that_changes_after_it_was_copied_stays() throws Exception {
        Path file = bench.files().resolve("f");
        at("set aside", step -> Files.writeString(file, "BAD and more"));
        assertRefused("it was changed meanwhile; it stays where it is");
        assertThat(file).hasContent("BAD and more");
        bench.assertFiles("f");
        bench.assertNothingKept();
    }

    @Test
    void what_cannot_be_put_back_is_kept_aside_and_named() throws Exception {
        at(
                "set aside",
                step -> {
                    Bench.rename(path, bench.file("g"));
                    bench.create("f", "good");
                    at("publish", later -> bench.create("f", "newer"));
                });
        assertRefused("could not be put back and is now " + bench.file(".nacre-"));
        assertThat(Bench.text(path)).isEqualTo("newer");
        assertThat(Bench.names(BytePath.of(bench.files().toString())))
                .anySatisfy(
                        name -> {
                            assertThat(name).startsWith(".nacre-");
                            assertThat(Bench.text(bench.file(name))).isEqualTo("good");
                        });
        bench.assertNothingKept();
    }

    @Test
    void removing_spares_another_file_as_well() throws Exception {
        at(
                "set aside",
                step -> {
                    Bench.rename(path, bench.file("g"));
                    bench.create("f", "good");
                });
        quarantine.remove(file, path);
        assertThat(Bench.text(path)).isEqualTo("good");
        bench.assertFiles("f");
        bench.assertNothingKept();
    }

    /** Some file systems, such as NFS, answer EINVAL to any flag of renameat2(2). */
    private void withoutFlags() {
        bench.probe(
                step -> {
                    if (step.startsWith("set aside") || step.startsWith("publish")) {
                        throw new LinuxException(step, Errno.EINVAL);
                    }
                });
    }

    @Test
    void a_file_system_that_cannot_rename_carefully_will_do() throws Exception {
        withoutFlags();
        QuarantineEntry entry = quarantine.take(file, path, Bench.SIGNATURE);
        bench.assertFiles();
        quarantine.restore(entry.id(), Optional.empty());
        assertThat(Bench.text(path)).isEqualTo("bad");
        bench.assertFiles("f");
    }

    @Test
    void nothing_is_overwritten_there_either() throws Exception {
        QuarantineEntry entry = quarantine.take(file, path, Bench.SIGNATURE);
        bench.probe(
                step -> {
                    if (step.startsWith("publish")) {
                        bench.create("f", "good");
                        throw new LinuxException(step, Errno.EINVAL);
                    }
                });
        assertThatThrownBy(() -> quarantine.restore(entry.id(), Optional.empty()))
                .hasMessageContaining("the place is taken");
        assertThat(Bench.text(path)).isEqualTo("good");
        bench.assertFiles("f");
    }
}
