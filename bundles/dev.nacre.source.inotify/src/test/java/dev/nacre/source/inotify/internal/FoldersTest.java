/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.source.inotify.internal.Sandbox.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.ScanOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Folders that come, move and go. */
@Timeout(180)
class FoldersTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private InotifySource source;

    @BeforeEach
    void guard() throws Exception {
        sandbox.folder("in");
        source = sandbox.started(sink);
        Sandbox.guard(source, Sandbox.watch("w", sandbox.bytes("in"), ScanOn.WRITE));
    }

    private void awaitSeen(String name, String text) throws Exception {
        await(name + " is reported", () -> sink.has(sandbox.bytes(name), text));
    }

    private void awaitWatches(long count) throws Exception {
        await(
                count + " folders are watched",
                () -> {
                    source.guard(List.of(Sandbox.watch("w", sandbox.bytes("in"), ScanOn.WRITE)));
                    return Sandbox.watches() == count;
                });
    }

    @Test
    void no_file_slips_through_before_the_watch_of_a_new_folder_stands() throws Exception {
        sandbox.shell(
                "for i in $(seq 300); do mkdir -p in/$i/a/b; echo $i >in/$i/f; echo $i"
                        + " >in/$i/a/b/g; done");
        for (int i = 1; i <= 300; i++) {
            awaitSeen("in/" + i + "/f", i + "\n");
            awaitSeen("in/" + i + "/a/b/g", i + "\n");
        }
        awaitWatches(901);
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void all_that_a_folder_holds_that_is_moved_in_is_reported_though_it_is_old() throws Exception {
        sandbox.folder("out/a/b");
        sandbox.write("out/a/b/old", "old");
        sandbox.shell("touch -d 2001-01-01 out/a/b/old; mv out in/");
        awaitSeen("in/out/a/b/old", "old");
        sandbox.write("in/out/a/b/new", "new");
        awaitSeen("in/out/a/b/new", "new");
        awaitWatches(4);
    }

    @Test
    void a_folder_that_is_moved_out_is_let_go_with_all_below() throws Exception {
        sandbox.folder("in/a/b/c");
        awaitWatches(4);
        sandbox.shell("mv in/a moved");
        awaitWatches(1);
        sandbox.write("moved/b/c/f", "x");
        sandbox.write("in/end", "end");
        awaitSeen("in/end", "end");
        assertThat(sink.seen()).hasSize(1);
    }

    @Test
    void files_are_told_by_the_new_name_of_a_folder_that_was_renamed() throws Exception {
        sandbox.folder("in/a/b");
        awaitWatches(3);
        sandbox.shell("mkdir in/x; mv in/a in/x/y");
        awaitWatches(4);
        sandbox.write("in/x/y/b/f", "x");
        awaitSeen("in/x/y/b/f", "x");
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void a_file_is_found_though_the_folders_above_are_renamed_at_once() throws Exception {
        sandbox.shell(
                "for i in $(seq 200); do mkdir -p in/$i/a; echo $i >in/$i/a/f; mv in/$i/a in/$i/b;"
                        + " mv in/$i in/x$i; mkdir in/x$i/c; echo c >in/x$i/c/g; done");
        for (int i = 1; i <= 200; i++) {
            String text = i + "\n";
            // By the name that it had when it was looked at.
            await(
                    "file " + i + " is reported",
                    () -> sink.seen().stream().anyMatch(one -> text.equals(one.text())));
            awaitSeen("in/x" + i + "/c/g", "c\n");
        }
        awaitWatches(601);
    }

    @Test
    void ten_thousand_folders_come_and_go_and_none_is_left_over() throws Exception {
        sandbox.mountTmpfs(sandbox.folder("in/big"));
        awaitWatches(2);
        sandbox.shell(
                "cd in/big; seq 10000 | xargs mkdir; seq 1 2 10000 | xargs rmdir; mkdir keep; for i"
                        + " in $(seq 2 4 10000); do mv $i keep/; done; echo x >keep/4/f || echo x"
                        + " >keep/2/f");
        awaitWatches(5003);
        await(
                "the last file is reported",
                () ->
                        sink.seen().stream().anyMatch(one -> "x\n".equals(one.text()))
                                || !sink.losses().isEmpty());
        sandbox.shell("cd in/big; rm -rf *");
        awaitWatches(2);
    }

    @Test
    void the_path_of_a_watch_may_come_later_and_go_and_come_again() throws Exception {
        var later = Sandbox.watch("w", sandbox.bytes("later"), ScanOn.WRITE);
        source.guard(List.of(later));
        assertThat(source.status().guarded().get("w")).isEmpty();
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .contains(
                        sandbox.bytes("later")
                                + " does not exist: it is guarded as soon as it appears");
        for (String round : List.of("one", "two")) {
            sandbox.shell("mkdir later; echo " + round + " >later/early");
            Sandbox.guard(source, later);
            awaitSeen("later/early", round + "\n");
            sandbox.shell("rm -r later");
            await(
                    "it is guarded no longer",
                    () -> {
                        source.guard(List.of(later));
                        return source.status().guarded().get("w").isEmpty();
                    });
        }
        awaitGone();
    }

    private void awaitGone() throws Exception {
        await("nothing is watched", () -> Sandbox.watches() == 0);
    }

    @Test
    void a_path_through_a_link_leads_to_the_canonical_one_and_a_link_itself_is_named()
            throws Exception {
        sandbox.folder("real/folder");
        Files.createSymbolicLink(sandbox.path("way"), sandbox.path("real"));
        var through = Sandbox.watch("t", sandbox.bytes("way/folder"), ScanOn.WRITE);
        var link = Sandbox.watch("l", sandbox.bytes("way"), ScanOn.WRITE);
        Sandbox.guard(source, through);
        source.guard(List.of(through, link));
        assertThat(source.status().guarded().get("t"))
                .containsExactly(sandbox.bytes("real/folder"));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .contains(
                        sandbox.path("way")
                                + " is a symbolic link to "
                                + sandbox.path("real")
                                + ": name the folder it leads to");
    }

    @Test
    void a_file_system_that_is_mounted_below_is_guarded_and_can_be_unmounted() throws Exception {
        Path point = sandbox.folder("in/mount");
        awaitWatches(2);
        for (int i = 0; i < 2; i++) {
            sandbox.mountTmpfs(point);
            awaitWatches(3);
            sandbox.write("in/mount/f", "mounted " + i);
            awaitSeen("in/mount/f", "mounted " + i);
            sandbox.unmount(point);
            awaitWatches(2);
        }
    }

    @Test
    void a_folder_that_a_bind_mount_shows_once_more_has_one_place() throws Exception {
        sandbox.folder("in/a/b");
        Path twice = sandbox.folder("in/a/b/twice");
        awaitWatches(4);
        Sandbox.run("mount", "--bind", sandbox.path("in").toString(), twice.toString());
        try {
            sandbox.write("in/a/b/f", "x");
            awaitSeen("in/a/b/f", "x");
            awaitWatches(4);
        } finally {
            Sandbox.run("umount", twice.toString());
        }
    }

    @Test
    void a_folder_that_another_takes_the_place_of_is_not_taken_for_it() throws Exception {
        sandbox.folder("secret");
        sandbox.write("secret/f", "secret");
        sandbox.folder("in/a");
        awaitWatches(2);
        sandbox.shell("mv in/a gone; ln -s ../secret in/a; echo x >in/a/f; echo x >in/end");
        awaitSeen("in/end", "x\n");
        assertThat(sink.has(sandbox.bytes("in/a/f"))).isFalse();
        awaitWatches(1);
    }
}
