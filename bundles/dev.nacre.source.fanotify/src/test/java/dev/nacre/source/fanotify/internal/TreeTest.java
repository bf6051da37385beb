/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Location;
import dev.nacre.api.event.Marked;
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

/** Folders that are marked one by one. */
@NeedsFanotify
class TreeTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;

    void prepare() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        prepare();
        sandbox.folder("watched");
        sandbox.folder("elsewhere");
        source = sandbox.started(sink);
    }

    private Watch on(String path, ScanOn scanOn) {
        return Sandbox.watch("w", sandbox.bytes(path), scanOn, true, MarkMode.TREE);
    }

    /** As the engine does, again and again until it stands. */
    private void guard(Watch... watches) throws Exception {
        Sandbox.await(
                "the trees are marked",
                () -> {
                    source.guard(List.of(watches));
                    return source.status().marked().values().stream()
                            .noneMatch(List<Marked>::isEmpty);
                });
    }

    private void tree() throws Exception {
        guard(on("watched", ScanOn.OPEN_EXEC));
    }

    private int reported(String file) throws Exception {
        sink.forget();
        assertThat(sandbox.shell("cat $1/" + file)).isEqualTo(new Sandbox.Result(0, "pearl\n"));
        return sink.seen(Path.of(file).getFileName().toString()).size();
    }

    private void awaitReported(String file, int times) throws Exception {
        Sandbox.await(
                file + " is reported " + times + " times",
                () -> {
                    try {
                        return reported(file) == times;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void makeFile(String name) throws Exception {
        Files.createDirectories(sandbox.path(name).getParent());
        sandbox.file(name);
    }

    @Test
    void what_lies_in_the_tree_is_reported_and_nothing_elsewhere() throws Exception {
        makeFile("watched/a/b/c/f");
        makeFile("watched/f");
        makeFile("elsewhere/f");
        tree();
        assertThat(reported("watched/f")).isEqualTo(1);
        assertThat(reported("watched/a/b/c/f")).isEqualTo(1);
        assertThat(sink.seen().get(0).permission()).isTrue();
        assertThat(reported("elsewhere/f")).isZero();
        assertThat(source.status().guarded().get("w")).containsExactly(sandbox.bytes("watched"));
        assertThat(source.status().marked().get("w"))
                .containsExactly(
                        new Marked(
                                sandbox.bytes("watched"),
                                MarkMode.TREE,
                                "as configured, 4 folders"));
        assertThat(source.status().findings()).isEmpty();
    }

    @Test
    void a_new_folder_is_marked_at_once_and_what_was_in_it_before_is_handed_over()
            throws Exception {
        tree();
        sandbox.shell("mkdir -p $1/watched/a/b/c && echo pearl > $1/watched/a/b/c/f");
        awaitReported("watched/a/b/c/f", 1);
        Sandbox.await(
                "all that is new is handed over",
                () ->
                        sink.arrived().stream()
                                .map(Location::canonical)
                                .anyMatch(sandbox.bytes("watched/a")::equals));
        assertThat(sink.arrived()).allMatch(Location::ours);
    }

    @Test
    void a_folder_that_is_moved_in_is_marked_with_all_below() throws Exception {
        makeFile("elsewhere/a/b/f");
        tree();
        assertThat(reported("elsewhere/a/b/f")).isZero();
        sandbox.shell("mv $1/elsewhere/a $1/watched/moved");
        awaitReported("watched/moved/b/f", 1);
        assertThat(sink.arrived())
                .extracting(Location::canonical)
                .containsExactly(sandbox.bytes("watched/moved"));
    }

    @Test
    void a_folder_that_is_moved_out_is_released_with_all_below_and_can_come_back()
            throws Exception {
        makeFile("watched/a/b/f");
        tree();
        assertThat(reported("watched/a/b/f")).isEqualTo(1);
        sandbox.shell("mv $1/watched/a $1/elsewhere/a");
        awaitReported("elsewhere/a/b/f", 0);
        sandbox.shell("mkdir $1/elsewhere/a/new && echo pearl > $1/elsewhere/a/new/f");
        assertThat(reported("elsewhere/a/new/f")).isZero();
        sandbox.shell("mv $1/elsewhere/a $1/watched/back");
        awaitReported("watched/back/b/f", 1);
        awaitReported("watched/back/new/f", 1);
        assertThat(sink.arrived())
                .extracting(Location::canonical)
                .containsExactly(sandbox.bytes("watched/back"));
    }

    @Test
    void a_folder_that_moves_within_the_tree_is_not_new() throws Exception {
        makeFile("watched/a/b/f");
        sandbox.folder("watched/c");
        tree();
        sandbox.shell("mv $1/watched/a $1/watched/c/a");
        assertThat(reported("watched/c/a/b/f")).isEqualTo(1);
        sandbox.shell("mkdir $1/watched/c/a/new && echo pearl > $1/watched/c/a/new/f");
        awaitReported("watched/c/a/new/f", 1);
        assertThat(sink.arrived())
                .extracting(Location::canonical)
                .containsExactly(sandbox.bytes("watched/c/a/new"));
    }

    @Test
    void a_folder_that_took_the_place_of_the_watched_one_is_marked() throws Exception {
        makeFile("watched/a/f");
        tree();
        sandbox.shell("rm -r $1/watched; mkdir -p $1/watched/a; echo pearl > $1/watched/a/f");
        guard(on("watched", ScanOn.OPEN_EXEC));
        awaitReported("watched/a/f", 1);
        assertThat(sink.arrived())
                .extracting(Location::canonical)
                .contains(sandbox.bytes("watched"));
    }

    @Test
    void a_mount_below_is_guarded_as_the_watch_says() throws Exception {
        Path mount = sandbox.folder("watched/mount");
        makeFile("watched/mount/hidden/f");
        Watch crossing = on("watched", ScanOn.OPEN_EXEC);
        guard(crossing);
        assertThat(reported("watched/mount/hidden/f")).isEqualTo(1);
        sandbox.mountTmpfs(mount);
        makeFile("watched/mount/a/f");
        guard(crossing);
        awaitReported("watched/mount/a/f", 1);
        Sandbox.await(
                "both are told of",
                () -> {
                    source.guard(List.of(crossing));
                    return source.status().marked().get("w").stream()
                            .map(Marked::path)
                            .toList()
                            .equals(
                                    List.of(
                                            sandbox.bytes("watched"),
                                            sandbox.bytes("watched/mount")));
                });
        guard(staying(crossing));
        awaitReported("watched/mount/a/f", 0);
        assertThat(sandbox.run("umount", mount.toString())).isEqualTo(new Sandbox.Result(0, ""));
        assertThat(reported("watched/mount/hidden/f")).isEqualTo(1);
    }

    static Watch staying(Watch watch) {
        return new Watch(
                watch.name(),
                watch.paths(),
                watch.scanOn(),
                watch.prevention(),
                watch.mark(),
                watch.onError(),
                watch.deadline(),
                watch.maxFileSize(),
                watch.oversize(),
                watch.quietPeriod(),
                watch.action(),
                watch.cache(),
                watch.scannerTarget(),
                watch.filterTarget(),
                watch.catchUp(),
                watch.arrivals(),
                false);
    }

    @Test
    void what_a_mount_had_hidden_is_marked_when_it_goes() throws Exception {
        Path mount = sandbox.folder("watched/mount");
        makeFile("watched/mount/hidden/f");
        sandbox.mountTmpfs(mount);
        Watch watch = on("watched", ScanOn.OPEN_EXEC);
        guard(watch);
        sandbox.run("umount", mount.toString());
        guard(watch);
        awaitReported("watched/mount/hidden/f", 1);
    }

    @Test
    void bind_mounts_and_other_mount_namespaces_are_seen() throws Exception {
        makeFile("watched/a/f");
        tree();
        Path bound = sandbox.folder("bound");
        sandbox.run("mount", "--bind", sandbox.path("watched/a").toString(), bound.toString());
        assertThat(reported("bound/f")).isEqualTo(1);
        assertThat(sink.seen().get(0).location().canonical())
                .isEqualTo(sandbox.bytes("watched/a/f"));
        sink.forget();
        sandbox.shell(
                "unshare -m sh -c 'mount --bind $0/watched/a $0/elsewhere; cat $0/elsewhere/f' $1");
        assertThat(sink.seen("f")).hasSize(1);
        assertThat(sink.seen("f").get(0).location().ours()).isFalse();
    }

    @Test
    void an_overlay_is_a_tree_of_its_own() throws Exception {
        sandbox.shell("mkdir -p $1/low/a $1/up $1/work; echo pearl > $1/low/a/f");
        assertThat(
                        sandbox.shell(
                                "mount -t overlay nacre-test -o"
                                        + " lowerdir=$1/low,upperdir=$1/up,workdir=$1/work"
                                        + " $1/watched"))
                .isEqualTo(new Sandbox.Result(0, ""));
        tree();
        assertThat(reported("watched/a/f")).isEqualTo(1);
        assertThat(sink.seen("f").get(0).location().canonical())
                .isEqualTo(sandbox.bytes("watched/a/f"));
        sandbox.shell("mkdir -p $1/watched/a/new/b; echo pearl > $1/watched/a/new/b/g");
        awaitReported("watched/a/new/b/g", 1);
        assertThat(reported("low/a/f")).isZero();
    }

    @Test
    void what_is_no_longer_wanted_is_no_longer_reported() throws Exception {
        makeFile("watched/a/f");
        makeFile("elsewhere/a/f");
        tree();
        source.guard(List.of());
        awaitReported("watched/a/f", 0);
        Watch other =
                Sandbox.watch(
                        "o", sandbox.bytes("elsewhere"), ScanOn.OPEN_EXEC, true, MarkMode.TREE);
        guard(other);
        assertThat(reported("elsewhere/a/f")).isEqualTo(1);
        guard(other, on("watched", ScanOn.WRITE));
        assertThat(reported("watched/a/f")).isZero();
        guard(other, on("watched", ScanOn.OPEN_EXEC));
        awaitReported("watched/a/f", 1);
        guard(on("watched", ScanOn.WRITE));
        awaitReported("watched/a/f", 0);
        awaitReported("elsewhere/a/f", 0);
    }

    @Test
    void no_event_is_lost_while_marks_change_between_trees_and_the_file_system() throws Exception {
        sandbox.file("watched/data");
        Watch tree = on("watched", ScanOn.OPEN_EXEC);
        Watch files =
                Sandbox.watch(
                        "w", sandbox.bytes("watched"), ScanOn.OPEN_EXEC, true, MarkMode.FILESYSTEM);
        guard(tree);
        Process opener =
                sandbox.start(
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 40000 ]; do read x < $1; i=$((i+1)); done",
                        "sh",
                        sandbox.path("watched/data").toString());
        int rounds = 0;
        while (opener.isAlive()) {
            guard(files);
            guard(tree);
            rounds++;
        }
        assertThat(Sandbox.end(opener).exit()).isZero();
        assertThat(rounds).isGreaterThan(1);
        assertThat(sink.seen("data")).hasSize(40_000);
    }

    @Test
    void folders_that_come_and_go_by_the_thousand_are_all_marked() throws Exception {
        tree();
        assertThat(
                        sandbox.shell(
                                        "cd $1/watched; for i in $(seq 100); do"
                                                + " mkdir $(seq -f d$i-%g 100) || exit 1;"
                                                + " rmdir $(seq -f d$i-%g 2 100) || exit 1; done")
                                .exit())
                .isZero();
        for (int i = 1; i <= 100; i++) {
            Files.writeString(sandbox.path("watched/d" + i + "-1/f"), "pearl\n");
        }
        Sandbox.await(
                "all are marked",
                () -> {
                    sink.forget();
                    try {
                        sandbox.shell("cat $1/watched/*/f >/dev/null");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return sink.seen("f").size() == 100;
                });
        assertThat(source.status().findings()).extracting(Finding::message).isEmpty();
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void folders_of_any_depth_are_marked() throws Exception {
        StringBuilder deep = new StringBuilder("watched");
        for (int i = 0; i < 3 * TreeWalk.DEPTH; i++) {
            deep.append("/d");
        }
        makeFile(deep + "/f");
        tree();
        assertThat(reported(deep + "/f")).isEqualTo(1);
        assertThat(source.status().marked().get("w").get(0).why())
                .isEqualTo("as configured, %d folders".formatted(3 * TreeWalk.DEPTH + 1));
    }

    @Test
    void without_news_of_folders_they_are_looked_for_and_that_is_said() throws Exception {
        Features features = new Features(true, true, true, true, false, false, true, true);
        source.stop();
        source = sandbox.source(() -> features);
        source.start(sink);
        tree();
        sandbox.shell("mkdir $1/watched/a; echo pearl > $1/watched/a/f");
        awaitReported("watched/a/f", 1);
        source.guard(List.of(on("watched", ScanOn.OPEN_EXEC)));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("tells of no new folders");
        assertThat(sink.arrived())
                .extracting(Location::canonical)
                .containsExactly(sandbox.bytes("watched/a"));
    }
}
