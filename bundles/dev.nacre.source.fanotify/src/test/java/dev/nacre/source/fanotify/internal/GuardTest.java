/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class GuardTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;

    @BeforeEach
    void start() throws Exception {
        source = sandbox.started(sink);
    }

    private Watch on(String path) {
        return on(path, ScanOn.OPEN_EXEC, MarkMode.AUTO);
    }

    private Watch on(String path, ScanOn scanOn, MarkMode mark) {
        return Sandbox.watch(path, sandbox.bytes(path), scanOn, true, mark);
    }

    private List<BytePath> guarded(String watch) {
        return source.status().guarded().get(watch);
    }

    private void assertReported(String file, int times) throws Exception {
        sink.forget();
        assertThat(sandbox.shell("cat $1/" + file)).isEqualTo(new Sandbox.Result(0, "pearl\n"));
        assertThat(sink.seen(Path.of(file).getFileName().toString())).hasSize(times);
    }

    @Test
    void a_path_that_is_missing_is_guarded_once_it_appears_and_the_rest_meanwhile()
            throws Exception {
        sandbox.folder("there");
        List<Watch> watches = List.of(on("there"), on("later/mount"));
        source.guard(watches);
        assertThat(guarded("there")).containsExactly(sandbox.bytes("there"));
        assertThat(guarded("later/mount")).isEmpty();
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .containsExactly(
                        sandbox.bytes("later/mount")
                                + " does not exist: it is guarded as soon as it appears");

        Files.createDirectories(sandbox.path("later/mount"));
        source.guard(watches);
        assertThat(guarded("later/mount")).containsExactly(sandbox.bytes("later/mount"));
        assertThat(source.status().findings()).isEmpty();
        sandbox.file("later/mount/f");
        assertReported("later/mount/f", 1);
    }

    @Test
    void a_file_and_a_link_are_named_for_what_they_are() throws Exception {
        Path file = sandbox.file("file");
        Files.createSymbolicLink(sandbox.path("link"), sandbox.folder("folder"));
        source.guard(List.of(on("file"), on("link/")));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .containsExactly(
                        file + " is not a folder: name the folder that holds it",
                        sandbox.path("link")
                                + " is a symbolic link to "
                                + sandbox.path("folder")
                                + ": name the folder it leads to");
    }

    @Test
    void a_link_on_the_way_leads_to_the_canonical_path() throws Exception {
        Files.createDirectories(sandbox.path("real/folder"));
        Files.createSymbolicLink(sandbox.path("way"), sandbox.path("real"));
        source.guard(List.of(on("way/folder")));
        assertThat(guarded("way/folder")).containsExactly(sandbox.bytes("real/folder"));
    }

    @Test
    void mounts_below_are_guarded_now_and_as_they_come_and_can_be_unmounted() throws Exception {
        Path early = sandbox.folder("early");
        Path late = sandbox.folder("late");
        sandbox.mountTmpfs(early);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        sandbox.file("early/f");
        assertReported("early/f", 1);
        assertThat(guarded("w")).containsExactly(sandbox.root());

        for (int i = 0; i < 3; i++) {
            sandbox.mountTmpfs(late);
            sandbox.file("late/f");
            Sandbox.await(
                    "the new mount is guarded",
                    () -> {
                        try {
                            sink.forget();
                            sandbox.shell("cat $1/late/f");
                            return sink.seen("f").size() == 1;
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            assertThat(sandbox.run("umount", late.toString())).isEqualTo(new Sandbox.Result(0, ""));
        }
    }

    @Test
    void what_is_no_longer_watched_is_no_longer_reported() throws Exception {
        sandbox.mountTmpfs(sandbox.folder("other"));
        sandbox.file("f");
        sandbox.file("other/f");
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        assertReported("other/f", 1);
        source.guard(List.of(on("other", ScanOn.WRITE, MarkMode.AUTO)));
        assertReported("f", 0);
        assertReported("other/f", 0);
        source.guard(List.of());
        sandbox.shell("echo x > $1/other/f");
        source.guard(List.of(on("other")));
        assertThat(sink.seen()).isEmpty();
    }

    @Test
    void a_mount_mark_sees_its_mount_and_not_the_others_of_its_file_system() throws Exception {
        Path bound = sandbox.folder("bound");
        sandbox.folder("f");
        sandbox.file("f/f");
        sandbox.run("mount", "--bind", sandbox.path("f").toString(), bound.toString());
        source.guard(List.of(on("bound", ScanOn.OPEN_EXEC, MarkMode.MOUNT)));
        assertReported("bound/f", 1);
        assertReported("f/f", 0);
        source.guard(List.of(on("bound", ScanOn.OPEN_EXEC, MarkMode.FILESYSTEM)));
        assertReported("bound/f", 1);
        assertReported("f/f", 1);
        assertThat(guarded("bound")).containsExactly(sandbox.bytes("f"));
    }

    @Test
    void what_makes_no_access_wait_is_reported_after_the_fact() {
        Watch proc =
                Sandbox.watch("p", BytePath.of("/proc"), ScanOn.WRITE_EXEC, true, MarkMode.AUTO);
        source.guard(List.of(proc));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "The file system at /proc makes no access wait: infected files there are"
                                + " found after the fact");
        assertThat(guarded("p")).containsExactly(BytePath.of("/proc"));
    }

    @Test
    void no_event_is_lost_while_the_marks_change() throws Exception {
        sandbox.file("data");
        Watch files = sandbox.watch(ScanOn.OPEN_EXEC, true);
        Watch mount = Sandbox.watch("w", sandbox.root(), ScanOn.OPEN_EXEC, true, MarkMode.MOUNT);
        Watch more = Sandbox.watch("m", sandbox.root(), ScanOn.WRITE, true, MarkMode.AUTO);
        source.guard(List.of(files));
        Process opener =
                sandbox.start(
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 40000 ]; do read x < $1; i=$((i+1)); done",
                        "sh",
                        sandbox.path("data").toString());
        int rounds = 0;
        while (opener.isAlive()) {
            source.guard(List.of(mount, more));
            source.guard(List.of(files));
            source.guard(List.of(more, mount));
            source.guard(List.of(more, files));
            rounds++;
        }
        assertThat(Sandbox.end(opener).exit()).isZero();
        assertThat(rounds).isGreaterThan(1);
        assertThat(sink.seen("data").size()).isEqualTo(40_000);
    }
}
