/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_Q_OVERFLOW;
import static dev.nacre.linux.libc.Fanotify.FAN_RENAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import dev.nacre.source.fanotify.internal.ArrivalSink.Arrived;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What arrives in {@code in}, on a file system of the test's own. */
@NeedsFanotify
class ArrivalsTest {
    /** fcntl.h: open(2), linkat(2). */
    private static final int O_TMPFILE = 020000000 | Fcntl.O_DIRECTORY;

    private static final int AT_SYMLINK_FOLLOW = 0x400;

    private static final Pattern MARK = Pattern.compile("^fanotify sdev:.* mask:([0-9a-f]+)");

    private static final Features ALL =
            new Features(true, true, true, true, true, true, true, true);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    final ArrivalSink sink = new ArrivalSink();
    private FanotifySource source;

    @BeforeEach
    void prepare() throws Exception {
        becomeFileSystem();
        sandbox.folder("in");
        sandbox.folder("out");
    }

    void becomeFileSystem() throws Exception {}

    void start() throws Exception {
        start(ALL, watch("in", true));
    }

    private void start(Features features, Watch... watches) throws Exception {
        source = sandbox.source(() -> features);
        source.start(sink);
        source.guard(List.of(watches));
        assertThat(source.status().guarded().get("in")).isNotEmpty();
    }

    private Watch watch(String path, boolean arrivals) {
        return Sandbox.watch(
                "in",
                sandbox.bytes(path),
                ScanOn.WRITE_EXEC,
                true,
                MarkMode.AUTO,
                CacheMode.MEMORY,
                arrivals);
    }

    private void run(String script) throws Exception {
        assertThat(sandbox.shell("cd $1 && " + script)).isEqualTo(new Sandbox.Result(0, ""));
    }

    Arrived arrived(String name, String content) {
        return new Arrived(sandbox.path(name).toString(), null, content);
    }

    private void awaitFiles(Arrived... arrived) throws Exception {
        Sandbox.await("files arrive", () -> sink.files().size() >= arrived.length);
        assertThat(sink.files()).containsExactlyInAnyOrder(arrived);
    }

    /** A last file, by which all that came before is seen to have been dealt with. */
    void awaitLast() throws Exception {
        run("echo last > out/last && mv out/last in/last");
        Arrived last = arrived("in/last", "last\n");
        Sandbox.await("the last file arrives", () -> sink.files().contains(last));
    }

    @Test
    void a_file_that_is_moved_in_is_handed_over_under_its_new_name() throws Exception {
        start();
        run("echo pearl > out/a && mv out/a in/b");
        awaitFiles(arrived("in/b", "pearl\n"));
        assertThat(sink.asked()).containsExactly(arrived("in/b", null));
    }

    @Test
    void a_file_that_takes_the_place_of_another_is_handed_over() throws Exception {
        run("echo sand > in/b");
        start();
        run("echo pearl > out/a && mv -f out/a in/b");
        awaitFiles(arrived("in/b", "pearl\n"));
    }

    @Test
    void a_further_name_for_a_file_outside_is_handed_over() throws Exception {
        start();
        run("echo pearl > out/a && ln out/a in/b");
        awaitFiles(arrived("in/b", "pearl\n"));
    }

    @Test
    void a_file_that_gets_its_first_name_in_the_watch_is_handed_over() throws Exception {
        start();
        int file = Descriptors.open(sandbox.bytes("out"), O_TMPFILE | Fcntl.O_RDWR);
        Descriptors.write(file, ByteBuffer.wrap("pearl".getBytes(StandardCharsets.UTF_8)));
        byte[] self = BytePath.of("/proc/self/fd/" + file).cString();
        byte[] name = sandbox.bytes("in/b").cString();
        int here = Fcntl.AT_FDCWD;
        assertThat(LibC.linkat(here, self, here, name, AT_SYMLINK_FOLLOW)).isZero();
        Descriptors.close(file);
        awaitFiles(arrived("in/b", "pearl"));
    }

    @Test
    void what_is_written_for_long_is_looked_at_when_it_is_finished() throws Exception {
        start();
        Process writer = sandbox.startShell("exec > $1/in/b; echo pea; read x; echo rl");
        Sandbox.await("it is looked at while it is written", () -> sink.asked().size() >= 2);
        assertThat(sink.files()).isEmpty();
        writer.getOutputStream().close();
        assertThat(Sandbox.end(writer).exit()).isZero();
        awaitFiles(arrived("in/b", "pea\nrl\n"));
    }

    @Test
    void a_move_within_the_watch_is_told_with_where_it_came_from() throws Exception {
        run("echo pearl > in/a && mkdir in/x && echo y > in/x/y");
        start();
        run("mv in/a in/b && mv in/x in/z");
        awaitFiles(arrived("in/b", "pearl\n"));
        assertThat(sink.asked())
                .containsExactly(
                        new Arrived(
                                sandbox.path("in/b").toString(),
                                sandbox.path("in/a").toString(),
                                null));
        Sandbox.await("the folder is told", () -> !sink.folders().isEmpty());
        assertThat(sink.folders())
                .containsExactly(
                        new Arrived(
                                sandbox.path("in/z").toString(),
                                sandbox.path("in/x").toString(),
                                null));
    }

    @Test
    void a_file_of_a_folder_that_follows_it_in_does_not_seem_to_have_been_there() throws Exception {
        run("echo pearl > out/a && mkdir first");
        start();
        // Both moves are done before the source can ask where the first one came from.
        sink.onFolder(() -> run("mv out/a in/b && mv out in/out"));
        run("mv first in/first");
        awaitFiles(arrived("in/b", "pearl\n"));
        assertThat(sink.asked()).containsExactly(arrived("in/b", null));
        Sandbox.await("the folder is told", () -> sink.folders().size() > 1);
        assertThat(sink.folders())
                .containsExactly(arrived("in/first", null), arrived("in/out", null));
    }

    @Test
    void what_was_created_under_another_name_is_looked_at_once_and_later() throws Exception {
        start();
        run("echo pearl > in/b.tmp && mv in/b.tmp in/b");
        awaitFiles(arrived("in/b", "pearl\n"));
        assertThat(sink.asked())
                .filteredOn(asked -> asked.from() != null)
                .containsExactly(
                        new Arrived(
                                sandbox.path("in/b").toString(),
                                sandbox.path("in/b.tmp").toString(),
                                null));
    }

    @Test
    void what_was_created_is_told_with_its_own_place_and_who_made_it() throws Exception {
        start();
        Process maker = sandbox.startShell("echo pearl > $1/in/b; read x");
        awaitFiles(arrived("in/b", "pearl\n"));
        maker.getOutputStream().close();
        String here = sandbox.path("in/b").toString();
        assertThat(sink.asked()).containsExactly(new Arrived(here, here, null));
        assertThat(sink.commands()).containsExactly("sh");
    }

    @Test
    void a_folder_that_is_moved_in_is_told_and_what_comes_into_it_afterwards() throws Exception {
        run("mkdir out/x out/x/deep && echo one > out/x/deep/one");
        start();
        // That the folder is outside is kept in mind.
        run("echo two > out/x/deep/two && mv out/x/deep/two out/two");
        run("mv out/x in/x && mv out/two in/x/deep/two");
        Sandbox.await("the folder is told", () -> !sink.folders().isEmpty());
        assertThat(sink.folders()).containsExactly(arrived("in/x", null));
        awaitFiles(arrived("in/x/deep/two", "two\n"));
    }

    @Test
    void what_lies_elsewhere_or_is_no_file_is_not_told() throws Exception {
        start();
        run("echo x > out/a && mv out/a out/b && ln out/b out/c && mkdir out/d && mv out/d out/e");
        run("mkfifo in/fifo && ln -s ../out/b in/link && mkdir in/d && : > in/empty");
        awaitLast();
        assertThat(sink.asked()).containsExactly(arrived("in/last", null));
        assertThat(sink.folders()).isEmpty();
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void what_is_not_wanted_is_not_opened() throws Exception {
        start();
        sink.wantNothing();
        run("echo x > out/a && mv out/a in/b");
        Sandbox.await("it is asked about", () -> !sink.asked().isEmpty());
        assertThat(sink.files()).isEmpty();
    }

    @Test
    void a_watch_without_arrivals_is_not_looked_at_beside_one_with() throws Exception {
        sandbox.folder("other");
        start(ALL, watch("in", true), watch("other", false));
        run("echo x > out/a && mv out/a other/a");
        awaitLast();
        assertThat(sink.asked()).containsExactly(arrived("in/last", null));
    }

    @Test
    void what_no_watch_asks_for_any_more_is_not_reported_by_the_kernel() throws Exception {
        start();
        assertThat(marksOnNames()).isOne();
        source.guard(List.of(watch("in", false)));
        assertThat(marksOnNames()).isZero();
        source.guard(List.of(watch("in", true)));
        assertThat(marksOnNames()).isOne();
        awaitLast();
    }

    /** As the kernel tells of this process's groups: proc_pid_fdinfo(5). */
    private static long marksOnNames() throws Exception {
        long marks = 0;
        for (File info : new File("/proc/self/fdinfo").listFiles()) {
            for (String line : lines(info)) {
                Matcher mark = MARK.matcher(line);
                marks +=
                        mark.find() && (Long.decode("0x" + mark.group(1)) & FAN_RENAME) != 0
                                ? 1
                                : 0;
            }
        }
        return marks;
    }

    private static List<String> lines(File info) {
        try {
            return Files.readAllLines(info.toPath());
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void names_that_are_no_text_are_found() throws Exception {
        start();
        run("echo pearl > out/a && mv out/a \"in/$(printf 'n\\377')\"");
        Sandbox.await("it arrives", () -> !sink.files().isEmpty());
        assertThat(sink.files().get(0).path())
                .isEqualTo(
                        sandbox.bytes("in")
                                .resolve(BytePath.of(new byte[] {'n', (byte) 0xff}))
                                .toString());
    }

    @Test
    void through_a_mount_of_a_part_the_watch_is_found_and_the_rest_is_not() throws Exception {
        Path bound = sandbox.folder("bound");
        run("mkdir in/sub in/bound");
        sandbox.run("mount", "--bind", sandbox.path("in/sub").toString(), bound.toString());
        start(ALL, watch("bound", true));
        run("echo pearl > out/a && mv out/a in/sub/b");
        awaitFiles(arrived("in/sub/b", "pearl\n"));
        run("echo x > out/a && mv out/a in/bound/a && mv in/bound/a in/a");
        run("echo last > out/last && mv out/last in/sub/last");
        awaitFiles(arrived("in/sub/b", "pearl\n"), arrived("in/sub/last", "last\n"));
    }

    @Test
    void a_file_system_can_be_unmounted_and_the_next_one_there_is_looked_at() throws Exception {
        sandbox.mountTmpfs(sandbox.path("in"));
        start();
        for (int i = 0; i < 3; i++) {
            run("mkdir in/out in/in");
            source.guard(List.of(watch("in/in", true)));
            run("echo pearl > in/out/a && mv in/out/a in/in/b" + i);
            String path = sandbox.path("in/in/b" + i).toString();
            Sandbox.await(
                    "it arrives",
                    () -> sink.files().stream().anyMatch(file -> file.path().equals(path)));
            run("umount in");
            sandbox.mountTmpfs(sandbox.path("in"));
        }
    }

    @Test
    void without_renames_what_moves_is_told_as_if_it_came_from_nowhere() throws Exception {
        start(new Features(true, true, true, true, true, false, true, true), watch("in", true));
        run("echo pearl > out/a && mv out/a in/a");
        awaitFiles(arrived("in/a", "pearl\n"));
        run("mv in/a in/b");
        awaitFiles(arrived("in/a", "pearl\n"), arrived("in/b", "pearl\n"));
        run("mkdir out/x && mv out/x in/x");
        Sandbox.await("the folder is told", () -> !sink.folders().isEmpty());
        run("echo two > out/two && mv out/two in/x/two");
        awaitFiles(
                arrived("in/a", "pearl\n"),
                arrived("in/b", "pearl\n"),
                arrived("in/x/two", "two\n"));
        assertThat(source.status().findings()).isEmpty();
    }

    @Test
    void without_names_that_is_said_and_all_else_is_guarded() throws Exception {
        start(new Features(true, true, true, true, false, false, true, true), watch("in", true));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith("This kernel does not tell of names (Linux 5.9 does)")
                .contains("arrivals = \"false\"");
        source.guard(List.of(watch("in", false)));
        assertThat(source.status().findings()).isEmpty();
    }

    @Test
    void where_the_file_system_has_no_handles_that_is_said() throws Exception {
        run("mkdir out/lower out/upper out/work over");
        sandbox.run(
                "mount",
                "-t",
                "overlay",
                "-o",
                "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work"
                        .formatted(sandbox.path("out")),
                "nacre-test",
                sandbox.path("over").toString());
        start(ALL, watch("over", true));
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith(
                        "The file system at " + sandbox.path("over") + " does not tell of names: ");
    }

    @Test
    void what_the_kernel_dropped_is_told() {
        ByteBuffer overflow = ByteBuffer.allocate(FAN_EVENT_METADATA_LEN);
        overflow.order(ByteOrder.nativeOrder());
        overflow.putInt(EVENT_LEN, FAN_EVENT_METADATA_LEN);
        overflow.putLong(EVENT_MASK, FAN_Q_OVERFLOW);
        new ArrivalReader(sink, new Faults()).read(overflow, FAN_EVENT_METADATA_LEN);
        assertThat(sink.losses()).containsExactly("arrivals-overflow");
    }

    @Test
    void nothing_stays_open() throws Exception {
        long before = Sandbox.descriptors();
        start();
        run("echo pearl > out/a && mv out/a in/a && mkdir out/x && mv out/x in/x");
        awaitFiles(arrived("in/a", "pearl\n"));
        source.stop();
        assertThat(Sandbox.descriptors()).isEqualTo(before);
        Sandbox.await(
                "the thread ends",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(it -> it.getName().equals("nacre-fanotify-arrivals")));
    }
}
