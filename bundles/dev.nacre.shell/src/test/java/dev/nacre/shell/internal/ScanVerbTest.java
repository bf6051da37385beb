/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScanVerbTest {
    private final Screen screen = new Screen();
    private final FakeFiles files = screen.host.files;

    @Test
    void clean_files_give_exit_code_0_and_are_not_listed() throws Exception {
        files.file("/srv/a", "x").file("/srv/b/c", "x").file("/srv/b/d/e", "x");

        assertThat(screen.run("scan", "/srv")).isZero();

        assertThat(screen.out())
                .startsWith("3 files, 3 B in ")
                .endsWith(": 0 infected, 0 unscanned\n");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void infected_files_give_exit_code_1_whatever_their_names() throws Exception {
        files.file("/srv/a b\\x0ac\\xff", "evil").file("/srv/big", "huge");

        assertThat(screen.run("scan", "/srv")).isEqualTo(1);

        assertThat(screen.out().lines())
                .contains(
                        "infected   /srv/a b\\x0ac\\xff: Evil-Test",
                        "unscanned  /srv/big: too-large (over the limit)");
    }

    @Test
    void files_without_a_verdict_give_exit_code_2() throws Exception {
        files.file("/srv/big", "huge");
        assertThat(screen.run("scan", "/srv/big")).isEqualTo(2);
    }

    @Test
    void a_scanner_that_throws_leaves_one_file_unscanned_and_the_rest_goes_on() throws Exception {
        files.file("/srv/a", "bug").file("/srv/b", "evil");

        assertThat(screen.run("scan", "/srv")).isEqualTo(1);

        assertThat(screen.out())
                .contains("unscanned  /srv/a: scan-failed")
                .contains("/srv/b: Evil");
        assertThat(files.open).hasValue(0);
    }

    @Test
    void what_is_missing_or_no_file_is_named_and_gives_exit_code_2() throws Exception {
        files.fifo("/srv/pipe").file("/srv/ok", "x");

        assertThat(screen.run("scan", "/none", "/srv/pipe", "/srv/ok")).isEqualTo(2);

        assertThat(screen.out())
                .contains("unscanned  /none: unreadable (There is no /none)")
                .contains("/srv/pipe: unreadable (neither a folder nor a regular file)")
                .contains("3 files");
    }

    @Test
    void what_is_no_regular_file_in_a_folder_is_skipped() throws Exception {
        files.fifo("/srv/pipe").vanishing("/srv/gone").file("/srv/ok", "x");

        assertThat(screen.run("scan", "--json", "/srv")).isZero();

        assertThat(screen.json().getAsJsonObject().get("skipped").getAsInt()).isEqualTo(2);
    }

    @Test
    void folders_that_the_kernel_makes_up_are_left_out() throws Exception {
        files.file("/proc/1/mem", "evil").file("/srv/ok", "x").madeUpByKernel("/proc");

        assertThat(screen.run("scan", "/")).isZero();
        assertThat(screen.run("scan", "/proc")).isEqualTo(2);
        assertThat(screen.out()).contains("the kernel makes it up");
    }

    @Test
    void a_folder_that_cannot_be_listed_is_named_and_the_rest_goes_on() throws Exception {
        files.file("/srv/bad/x", "x").file("/srv/ok", "evil").unreadable("/srv/bad");

        assertThat(screen.run("scan", "/srv")).isEqualTo(1);

        assertThat(screen.out()).contains("unscanned  /srv/bad: unreadable").contains("/srv/ok");
    }

    @Test
    void a_relative_path_begins_where_the_caller_stands() throws Exception {
        files.file("/home/me/x", "evil");
        assertThat(screen.run("scan", "x")).isEqualTo(1);
    }

    @Test
    void a_path_that_looks_like_an_option_stands_behind_two_dashes() throws Exception {
        files.file("/home/me/--json", "evil");
        assertThat(screen.run("scan", "--", "--json")).isEqualTo(1);
        assertThat(screen.out()).startsWith("infected");
    }

    @Test
    void machines_read_results_and_sums() throws Exception {
        files.file("/srv/a\\xff", "evil").file("/srv/b", "huge").file("/srv/c", "x");

        screen.run("scan", "/srv", "--json");

        JsonObject json = screen.json().getAsJsonObject();
        assertThat(json.keySet())
                .containsExactly(
                        "results",
                        "files",
                        "bytes",
                        "clean",
                        "infected",
                        "unscanned",
                        "skipped",
                        "millis");
        assertThat(json.getAsJsonArray("results"))
                .map(result -> result.getAsJsonObject().get("verdict").getAsString())
                .containsExactlyInAnyOrder("infected", "unscanned");
        assertThat(json.get("bytes").getAsLong()).isEqualTo(9);
    }

    @Test
    void as_many_files_are_scanned_at_once_as_the_scanner_takes() throws Exception {
        screen.host.guard.parallelism = 5;
        screen.host.guard.together = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            files.file("/srv/" + i, "x");
        }
        assertThat(screen.run("scan", "/srv")).isZero();
    }

    @Test
    void more_files_than_fit_the_queue_are_all_scanned() throws Exception {
        for (int i = 0; i < 300; i++) {
            files.file("/srv/" + i, "x");
        }
        screen.run("scan", "/srv");
        assertThat(screen.out()).startsWith("300 files");
        assertThat(files.open).hasValue(0);
    }

    @Test
    void progress_is_drawn_on_a_terminal_and_erased_at_the_end() throws Exception {
        files.file("/srv/a", "x").file("/srv/b", "evil");

        screen.onTerminal().run("scan", "/srv");

        assertThat(screen.err()).contains(" files").endsWith("\r\u001b[K");
        assertThat(screen.out()).doesNotContain("\r");
    }

    @Test
    void an_interrupted_scan_ends_at_once_and_closes_its_files() throws Exception {
        files.file("/srv/a", "hang");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread scan =
                new Thread(
                        () -> {
                            try {
                                screen.run("scan", "/srv");
                                ended.complete(null);
                            } catch (Throwable e) {
                                ended.complete(e);
                            }
                        });
        scan.start();
        screen.host.guard.hanging.await();

        scan.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        while (files.open.get() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void an_interrupted_caller_does_not_begin() throws Exception {
        files.file("/srv/a", "x");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> screen.run("scan", "/srv"))
                .isInstanceOf(InterruptedException.class);
    }
}
