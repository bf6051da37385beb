/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subvolumes of btrfs in a tree that is marked folder by folder. */
@NeedsFanotify
class SubvolumeTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Path.of("/usr/bin/btrfs")).as("btrfs-progs is installed").exists();
        assumeThat(Files.readString(Path.of("/proc/filesystems")))
                .as("the kernel has btrfs")
                .contains("btrfs");
        sandbox.become("256M", "mkfs.btrfs", "-q");
        sandbox.shell(
                "mkdir $1/watched && btrfs -q subvolume create $1/watched/sub"
                        + " && mkdir $1/watched/sub/a && echo pearl > $1/watched/sub/a/f"
                        + " && echo pearl > $1/watched/f");
        source = sandbox.started(sink);
    }

    private void guard(boolean cross) throws Exception {
        Watch plain =
                Sandbox.watch("w", sandbox.bytes("watched"), ScanOn.OPEN_EXEC, true, MarkMode.TREE);
        Watch watch = cross ? plain : TreeTest.staying(plain);
        Sandbox.await(
                "the tree is marked",
                () -> {
                    source.guard(List.of(watch));
                    return !source.status().marked().get("w").isEmpty();
                });
    }

    private int reported(String file) {
        sink.forget();
        try {
            sandbox.shell("cat $1/" + file);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sink.seen().size();
    }

    @Test
    void they_are_gone_into_and_new_folders_in_them_are_marked() throws Exception {
        guard(true);
        assertThat(reported("watched/sub/a/f")).isEqualTo(1);
        assertThat(reported("watched/f")).isEqualTo(1);
        sandbox.shell("mkdir $1/watched/sub/a/new; echo pearl > $1/watched/sub/a/new/g");
        Sandbox.await("the new folder is marked", () -> reported("watched/sub/a/new/g") == 1);
        sandbox.shell(
                "btrfs -q subvolume create $1/watched/later; echo pearl > $1/watched/later/h");
        Sandbox.await("the new subvolume is marked", () -> reported("watched/later/h") == 1);
    }

    @Test
    void they_are_left_alone_where_the_watch_says_so() throws Exception {
        guard(false);
        assertThat(reported("watched/sub/a/f")).isZero();
        assertThat(reported("watched/f")).isEqualTo(1);
        sandbox.shell("mkdir $1/watched/new; echo pearl > $1/watched/new/g");
        Sandbox.await("the new folder is marked", () -> reported("watched/new/g") == 1);
        assertThat(reported("watched/sub/a/f")).isZero();
    }
}
