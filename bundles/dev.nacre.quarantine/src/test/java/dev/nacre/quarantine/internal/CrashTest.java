/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies, or a system call fails, at every step there is. As no clean-up code of the
 * quarantine catches an {@link Error}, an error thrown at a step leaves on the disk what kill -9
 * would leave.
 */
class CrashTest {
    private static final String CONTENT = "grey pearl, larger than nothing";

    /** The process is dead. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What is tried, and dies. */
    private interface Deed {
        void on(FolderQuarantine quarantine) throws IOException;
    }

    @TempDir Path folder;

    private Bench bench;
    private BytePath path;

    @BeforeEach
    void prepare() {
        bench = new Bench(folder);
        path = bench.file("f");
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    private void take(FolderQuarantine quarantine) throws IOException {
        Bench.take(quarantine, path);
    }

    private void remove(FolderQuarantine quarantine) throws IOException {
        try (OpenFile file = Bench.open(path)) {
            quarantine.remove(file, path);
        }
    }

    private static void restore(FolderQuarantine quarantine) throws IOException {
        quarantine.restore(quarantine.list().get(0).id(), Optional.empty());
    }

    private static void delete(FolderQuarantine quarantine) throws IOException {
        quarantine.delete(quarantine.list().get(0).id());
    }

    private List<String> steps(Deed deed) throws IOException {
        List<String> steps = new ArrayList<>();
        FolderQuarantine quarantine = bench.start();
        bench.probe(steps::add);
        deed.on(quarantine);
        bench.probe(step -> {});
        bench.stop();
        return steps;
    }

    /** Runs the deed, and dies at its n-th step; then the host starts again. */
    private FolderQuarantine dieAt(int n, Deed deed) {
        FolderQuarantine quarantine = bench.start();
        int[] count = {0};
        bench.probe(
                step -> {
                    if (count[0]++ == n) {
                        throw new Killed();
                    }
                });
        assertThatThrownBy(() -> deed.on(quarantine)).isInstanceOf(Killed.class);
        bench.probe(step -> {});
        bench.stop();
        return bench.start();
    }

    private void clear(FolderQuarantine quarantine) throws Exception {
        for (QuarantineEntry entry : quarantine.list()) {
            quarantine.delete(entry.id());
        }
        bench.stop();
        bench.assertNothingKept();
        if (Bench.exists(path)) {
            assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
        }
        bench.assertFiles();
    }

    private void assertKeptWhole(FolderQuarantine quarantine, String at) throws Exception {
        assertThat(quarantine.list()).as(at).hasSize(1);
        BytePath copy = bench.file("copy");
        quarantine.restore(quarantine.list().get(0).id(), Optional.of(copy));
        assertThat(Bench.text(copy)).as(at).isEqualTo(CONTENT);
        assertThat(Path.of(copy.toString()).toFile().delete()).isTrue();
    }

    @Test
    void a_take_that_dies_leaves_the_file_at_its_place_or_whole_in_quarantine() throws Exception {
        bench.create("f", CONTENT);
        List<String> steps = steps(this::take);
        assertThat(steps).hasSizeGreaterThan(10);
        clear(bench.start());
        int kept = 0;
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", CONTENT);
            FolderQuarantine quarantine = dieAt(n, this::take);
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (Bench.exists(path)) {
                assertThat(Bench.text(path)).as(at).isEqualTo(CONTENT);
                bench.assertFiles("f");
                assertThat(quarantine.list()).as(at).isEmpty();
                bench.assertNothingKept();
            } else {
                bench.assertFiles();
                assertKeptWhole(quarantine, at);
                kept++;
            }
            clear(quarantine);
        }
        assertThat(kept).as("deaths after the file was set aside").isBetween(2, steps.size() - 8);
    }

    @Test
    void a_take_whose_recovery_dies_too_is_still_whole() throws Exception {
        bench.create("f", CONTENT);
        List<String> steps = steps(this::take);
        clear(bench.start());
        int unlink = indexOf(steps, "unlink");
        bench.create("f", CONTENT);
        bench.stop();
        FolderQuarantine first = bench.start();
        int[] count = {0};
        bench.probe(
                step -> {
                    if (count[0]++ == unlink) {
                        throw new Killed();
                    }
                });
        assertThatThrownBy(() -> take(first)).isInstanceOf(Killed.class);
        bench.stop();
        int deaths = 0;
        boolean dead = true;
        while (dead) {
            int last = ++deaths;
            count[0] = 0;
            bench.probe(
                    step -> {
                        if (++count[0] == last) {
                            throw new Killed();
                        }
                    });
            try {
                bench.start();
                dead = false;
            } catch (Killed e) {
                bench.stop();
            }
        }
        bench.probe(step -> {});
        bench.stop();
        assertThat(deaths).isGreaterThan(2);
        bench.assertFiles();
        assertKeptWhole(bench.start(), "after all");
    }

    private static int indexOf(List<String> steps, String call) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startsWith(call)) {
                return i;
            }
        }
        throw new AssertionError(call + " is not among " + steps);
    }

    @Test
    void a_file_of_others_that_was_set_aside_by_mistake_is_put_back_after_a_death()
            throws Exception {
        bench.create("f", CONTENT);
        FolderQuarantine quarantine = bench.start();
        bench.probe(
                step -> {
                    if (step.startsWith("set aside")) {
                        Bench.rename(path, bench.file("g"));
                        bench.create("f", "good");
                    } else if (step.startsWith("publish")) {
                        throw new Killed();
                    }
                });
        assertThatThrownBy(() -> take(quarantine)).isInstanceOf(Killed.class);
        bench.probe(step -> {});
        assertThat(Bench.exists(path)).isFalse();
        bench.stop();
        bench.start();
        assertThat(Bench.text(path)).isEqualTo("good");
        assertThat(Bench.text(bench.file("g"))).isEqualTo(CONTENT);
        bench.assertFiles("f", "g");
    }

    @Test
    void a_removal_that_dies_leaves_the_file_at_its_place_or_nothing() throws Exception {
        bench.create("f", CONTENT);
        List<String> steps = steps(this::remove);
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", CONTENT);
            FolderQuarantine quarantine = dieAt(n, this::remove);
            bench.assertNothingKept();
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (Bench.exists(path)) {
                assertThat(Bench.text(path)).as(at).isEqualTo(CONTENT);
                bench.assertFiles("f");
            } else {
                bench.assertFiles();
            }
            clear(quarantine);
        }
    }

    @Test
    void a_restore_that_dies_leaves_the_entry_whole_or_the_file_at_its_place() throws Exception {
        bench.create("f", CONTENT);
        steps(this::take);
        List<String> steps = steps(CrashTest::restore);
        assertThat(steps).hasSizeGreaterThan(15);
        clear(bench.start());
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", CONTENT);
            steps(this::take);
            FolderQuarantine quarantine = dieAt(n, CrashTest::restore);
            assertThat(quarantine.findings()).as(at).isEmpty();
            boolean back = Bench.exists(path);
            if (back) {
                assertThat(Bench.text(path)).as(at).isEqualTo(CONTENT);
                bench.assertFiles("f");
            } else {
                bench.assertFiles();
            }
            if (!back || !quarantine.list().isEmpty()) {
                assertKeptWhole(quarantine, at);
            }
            clear(quarantine);
        }
    }

    @Test
    void a_deletion_that_dies_leaves_the_entry_whole_or_nothing() throws Exception {
        bench.create("f", CONTENT);
        steps(this::take);
        List<String> steps = steps(CrashTest::delete);
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", CONTENT);
            steps(this::take);
            FolderQuarantine quarantine = dieAt(n, CrashTest::delete);
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (quarantine.list().isEmpty()) {
                bench.assertNothingKept();
            } else {
                assertKeptWhole(quarantine, at);
            }
            clear(quarantine);
        }
    }

    @Test
    void a_take_whose_system_call_fails_leaves_the_file_at_its_place_or_takes_it()
            throws Exception {
        bench.create("f", CONTENT);
        List<String> steps = steps(this::take);
        clear(bench.start());
        FolderQuarantine quarantine = bench.start();
        for (int n = 0; n < steps.size(); n++) {
            String at = "failed: " + steps.get(n);
            bench.create("f", CONTENT);
            failAt(n);
            boolean taken = succeeds(() -> take(quarantine));
            bench.probe(step -> {});
            if (taken) {
                bench.assertFiles();
                assertKeptWhole(quarantine, at);
            } else {
                assertThat(Bench.text(path)).as(at).isEqualTo(CONTENT);
                bench.assertFiles("f");
                assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
            }
            bench.assertNothingKept();
            assertThat(quarantine.list()).as(at).isEmpty();
        }
    }

    @Test
    void a_restore_whose_system_call_fails_keeps_the_entry_or_gives_it_back() throws Exception {
        bench.create("f", CONTENT);
        steps(this::take);
        List<String> steps = steps(CrashTest::restore);
        FolderQuarantine quarantine = bench.start();
        assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
        for (int n = 0; n < steps.size(); n++) {
            String at = "failed: " + steps.get(n);
            bench.create("f", CONTENT);
            take(quarantine);
            failAt(n);
            boolean back = succeeds(() -> restore(quarantine));
            bench.probe(step -> {});
            if (back) {
                assertThat(Bench.text(path)).as(at).isEqualTo(CONTENT);
                bench.assertFiles("f");
                assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
            } else {
                bench.assertFiles();
                assertKeptWhole(quarantine, at);
            }
            for (QuarantineEntry left : quarantine.list()) {
                quarantine.delete(left.id());
            }
        }
    }

    private void failAt(int n) {
        int[] count = {0};
        bench.probe(
                step -> {
                    if (count[0]++ == n) {
                        throw new LinuxException(step, Errno.ENOSPC);
                    }
                });
    }

    private interface Call {
        void run() throws IOException;
    }

    private static boolean succeeds(Call call) {
        try {
            call.run();
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("stays");
            return false;
        }
    }
}
