/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system call fails, at every step there is. */
class FailureTest {
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

    @Test
    void a_take_whose_system_call_fails_leaves_the_file_at_its_place_or_takes_it()
            throws Exception {
        bench.create("f", Drill.CONTENT);
        List<String> steps = drill.steps(drill::take);
        drill.clear(bench.start());
        FolderQuarantine quarantine = bench.start();
        for (int n = 0; n < steps.size(); n++) {
            String at = "failed: " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            failAt(n);
            boolean taken = succeeds(() -> drill.take(quarantine));
            bench.probe(step -> {});
            if (taken) {
                bench.assertFiles();
                drill.assertKeptWhole(quarantine, at);
            } else {
                assertThat(Bench.text(path)).as(at).isEqualTo(Drill.CONTENT);
                bench.assertFiles("f");
                assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
            }
            bench.assertNothingKept();
            assertThat(quarantine.list()).as(at).isEmpty();
        }
    }

    @Test
    void a_restore_whose_system_call_fails_keeps_the_entry_or_gives_it_back() throws Exception {
        bench.create("f", Drill.CONTENT);
        drill.steps(drill::take);
        List<String> steps = drill.steps(Drill::restore);
        FolderQuarantine quarantine = bench.start();
        assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
        for (int n = 0; n < steps.size(); n++) {
            String at = "failed: " + steps.get(n);
            bench.create("f", Drill.CONTENT);
            drill.take(quarantine);
            failAt(n);
            boolean back = succeeds(() -> Drill.restore(quarantine));
            bench.probe(step -> {});
            if (back) {
                assertThat(Bench.text(path)).as(at).isEqualTo(Drill.CONTENT);
                bench.assertFiles("f");
                assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
            } else {
                bench.assertFiles();
                drill.assertKeptWhole(quarantine, at);
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
