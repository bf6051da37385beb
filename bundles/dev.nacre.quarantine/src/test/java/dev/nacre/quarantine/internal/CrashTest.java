/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies at every step there is. As no clean-up code of the quarantine catches an {@link
 * Error}, an error thrown at a step leaves on the disk what kill -9 would leave.
 */
class CrashTest {
    /** The process is dead. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir Path folder;

    private Bench bench;
    private BytePath path;
    private Drill drill;

    @BeforeEach
    void prepare() {
        bench = new Bench(folder);
        path = bench.file("f");
        drill = new Drill(bench, path);
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    /** Runs the deed, and dies at its n-th step; then the host starts again. */
    private FolderQuarantine dieAt(int n, Drill.Deed deed) {
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

    @Test
    void a_take_that_dies_leaves_the_file_at_its_place_or_whole_in_quarantine() throws Exception {
        bench.create("f", Drill.CONTENT);
        List<String> steps = drill.steps(drill::take);
        assertThat(steps).hasSizeGreaterThan(10);
        drill.clear(bench.start());
        int kept = 0;
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            FolderQuarantine quarantine = dieAt(n, drill::take);
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (Bench.exists(path)) {
                assertThat(Bench.text(path)).as(at).isEqualTo(Drill.CONTENT);
                bench.assertFiles("f");
                assertThat(quarantine.list()).as(at).isEmpty();
                bench.assertNothingKept();
            } else {
                bench.assertFiles();
                drill.assertKeptWhole(quarantine, at);
                kept++;
            }
            drill.clear(quarantine);
        }
        assertThat(kept).as("deaths after the file was set aside").isBetween(2, steps.size() - 8);
    }

    @Test
    void a_take_whose_recovery_dies_too_is_still_whole() throws Exception {
        bench.create("f", Drill.CONTENT);
        List<String> steps = drill.steps(drill::take);
        drill.clear(bench.start());
        int unlink = indexOf(steps, "unlink");
        bench.create("f", Drill.CONTENT);
        bench.stop();
        FolderQuarantine first = bench.start();
        int[] count = {0};
        bench.probe(
                step -> {
                    if (count[0]++ == unlink) {
                        throw new Killed();
                    }
                });
        assertThatThrownBy(() -> drill.take(first)).isInstanceOf(Killed.class);
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
        drill.assertKeptWhole(bench.start(), "after all");
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
        bench.create("f", Drill.CONTENT);
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
        assertThatThrownBy(() -> drill.take(quarantine)).isInstanceOf(Killed.class);
        bench.probe(step -> {});
        assertThat(Bench.exists(path)).isFalse();
        bench.stop();
        bench.start();
        assertThat(Bench.text(path)).isEqualTo("good");
        assertThat(Bench.text(bench.file("g"))).isEqualTo(Drill.CONTENT);
        bench.assertFiles("f", "g");
    }

    @Test
    void a_removal_that_dies_leaves_the_file_at_its_place_or_nothing() throws Exception {
        bench.create("f", Drill.CONTENT);
        List<String> steps = drill.steps(drill::remove);
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            FolderQuarantine quarantine = dieAt(n, drill::remove);
            bench.assertNothingKept();
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (Bench.exists(path)) {
                assertThat(Bench.text(path)).as(at).isEqualTo(Drill.CONTENT);
                bench.assertFiles("f");
            } else {
                bench.assertFiles();
            }
            drill.clear(quarantine);
        }
    }

    @Test
    void a_restore_that_dies_leaves_the_entry_whole_or_the_file_at_its_place() throws Exception {
        bench.create("f", Drill.CONTENT);
        drill.steps(drill::take);
        List<String> steps = drill.steps(Drill::restore);
        assertThat(steps).hasSizeGreaterThan(15);
        drill.clear(bench.start());
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            drill.steps(drill::take);
            FolderQuarantine quarantine = dieAt(n, Drill::restore);
            assertThat(quarantine.findings()).as(at).isEmpty();
            boolean back = Bench.exists(path);
            if (back) {
                assertThat(Bench.text(path)).as(at).isEqualTo(Drill.CONTENT);
                bench.assertFiles("f");
            } else {
                bench.assertFiles();
            }
            if (!back || !quarantine.list().isEmpty()) {
                drill.assertKeptWhole(quarantine, at);
            }
            drill.clear(quarantine);
        }
    }

    @Test
    void a_deletion_that_dies_leaves_the_entry_whole_or_nothing() throws Exception {
        bench.create("f", Drill.CONTENT);
        drill.steps(drill::take);
        List<String> steps = drill.steps(Drill::delete);
        for (int n = 0; n < steps.size(); n++) {
            String at = "dead before " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            drill.steps(drill::take);
            FolderQuarantine quarantine = dieAt(n, Drill::delete);
            assertThat(quarantine.findings()).as(at).isEmpty();
            if (quarantine.list().isEmpty()) {
                bench.assertNothingKept();
            } else {
                drill.assertKeptWhole(quarantine, at);
            }
            drill.clear(quarantine);
        }
    }
}
