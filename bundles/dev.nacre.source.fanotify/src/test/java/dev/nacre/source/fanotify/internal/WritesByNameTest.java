/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.LateEvent;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.source.fanotify.internal.RecordingSink.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes on ext4, whose times tell each change, in {@code in}. */
@NeedsFanotify
class WritesByNameTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    /** Of each write its file's path and content; behind it whether a descriptor came with it. */
    private final Queue<String> writes = new ConcurrentLinkedQueue<>();

    private FanotifySource source;

    @BeforeEach
    void start() throws Exception {
        sandbox.becomeExt4();
        sandbox.folder("in");
        sandbox.folder("out");
        sink.onAccept(this::accept);
        source = sandbox.started(sink);
    }

    private void accept(FileEvent event) {
        try (event) {
            String text = RecordingSink.content(event);
            if (event.kind() == AccessKind.CLOSE_WRITE) {
                int above = sandbox.root().length() + 1;
                String path = event.location().canonical().toString().substring(above);
                String how = event instanceof LateEvent ? "" : " by descriptor";
                writes.add(path + " " + text.trim() + how);
            }
            event.answer(true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void guard(ScanOn scanOn, boolean arrivals) {
        Watch watch =
                Sandbox.watch(
                        "w",
                        sandbox.bytes("in"),
                        scanOn,
                        true,
                        MarkMode.AUTO,
                        CacheMode.NONE,
                        arrivals);
        source.guard(List.of(watch));
        assertThat(source.status().guarded().get("w")).isNotEmpty();
        assertThat(source.status().findings()).isEmpty();
    }

    private void run(String script) throws Exception {
        assertThat(sandbox.shell("cd $1 && " + script)).isEqualTo(new Sandbox.Result(0, ""));
    }

    /** A last file, by which all that came before is seen to have been dealt with. */
    private void awaitLast() throws Exception {
        run("echo last > in/last");
        Sandbox.await("the last write", () -> writes.stream().anyMatch("in/last last"::equals));
    }

    @Test
    void a_file_is_handed_over_once_with_its_place_and_who_wrote_it() throws Exception {
        guard(ScanOn.WRITE_EXEC, true);
        Process writer = sandbox.startShell("echo pearl > $1/in/a; read x");
        Sandbox.await("the write", () -> !writes.isEmpty());
        writer.getOutputStream().close();
        awaitLast();
        assertThat(writes).containsExactly("in/a pearl", "in/last last");
        assertThat(sink.seen("a"))
                .filteredOn(seen -> seen.kind() == AccessKind.CLOSE_WRITE)
                .extracting(Seen::pid)
                .containsExactly((int) writer.pid());
        assertThat(sink.writes())
                .as("what was known of the two is void")
                .containsSequence(inode("in/a"), inode("in/last"));
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void what_lies_elsewhere_or_is_gone_is_not_handed_over() throws Exception {
        guard(ScanOn.OPEN_EXEC, true);
        run("echo x > out/a; echo x > in/gone; rm in/gone; echo x > in/off; mv in/off out/off");
        awaitLast();
        assertThat(writes).containsExactly("in/last last");
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void a_file_that_was_renamed_since_is_found_and_so_is_the_next_of_its_name() throws Exception {
        guard(ScanOn.WRITE, true);
        run("echo one > in/a; mv in/a in/b; echo two > in/a; mv in/a in/c; echo three > in/a");
        Sandbox.await("all writes", () -> writes.size() >= 3);
        awaitLast();
        assertThat(writes)
                .containsExactlyInAnyOrder("in/b one", "in/c two", "in/a three", "in/last last");
    }

    @Test
    void a_file_is_found_by_the_one_of_its_names_that_it_was_written_by() throws Exception {
        run("echo old > out/a; ln out/a in/a");
        guard(ScanOn.WRITE_EXEC, true);
        run("echo new > in/a");
        awaitLast();
        assertThat(writes).containsExactly("in/a new", "in/last last");
    }

    @Test
    void many_files_in_a_row_are_all_handed_over() throws Exception {
        guard(ScanOn.WRITE_EXEC, true);
        run("mkdir in/d; for i in $(seq 1000); do echo $i > in/d/f$i; done");
        Sandbox.await("all writes", () -> writes.size() >= 1000);
        for (int i = 1; i <= 1000; i++) {
            assertThat(writes).containsOnlyOnce("in/d/f" + i + " " + i);
        }
    }

    @Test
    void what_was_just_written_is_handed_over_when_its_watch_or_the_source_ends() throws Exception {
        guard(ScanOn.WRITE_EXEC, true);
        run("for i in $(seq 100); do echo $i > in/f$i; done");
        source.guard(List.of());
        Sandbox.await("all writes", () -> writes.size() >= 100);
        guard(ScanOn.WRITE_EXEC, true);
        run("for i in $(seq 100); do echo $i > in/g$i; done");
        source.stop();
        assertThat(writes).hasSize(200);
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void none_is_missed_while_one_group_takes_over_from_the_other() throws Exception {
        guard(ScanOn.WRITE_EXEC, true);
        Process writer =
                sandbox.startShell(
                        "i=0; while [ ! -e $1/end ]; do i=$((i+1)); echo $i > $1/in/f$i;"
                                + " sleep 0.005; done;"
                                + " echo $i");
        for (int i = 0; i < 10; i++) {
            int seen = writes.size();
            Sandbox.await("more writes", () -> writes.size() > seen + 5);
            guard(ScanOn.WRITE_EXEC, i % 2 == 1);
        }
        sandbox.file("end");
        int files = Integer.parseInt(Sandbox.end(writer).output().trim());
        awaitLast();
        Sandbox.await(
                "each is handed over",
                () -> {
                    List<String> all = List.copyOf(writes);
                    for (int i = 1; i <= files; i++) {
                        String write = "in/f" + i + " " + i;
                        if (!all.contains(write) && !all.contains(write + " by descriptor")) {
                            return false;
                        }
                    }
                    return true;
                });
        assertThat(writes)
                .anyMatch(it -> it.endsWith(" by descriptor"))
                .anyMatch(it -> !it.endsWith(" by descriptor"));
    }

    @Test
    void without_arrivals_a_write_comes_with_a_descriptor() throws Exception {
        guard(ScanOn.WRITE_EXEC, false);
        run("echo pearl > in/a");
        Sandbox.await("the write", () -> !writes.isEmpty());
        assertThat(writes).containsExactly("in/a pearl by descriptor");
    }

    @Test
    void a_file_without_a_path_that_is_known_is_lost_and_found_with_what_was_lost()
            throws Exception {
        sandbox.file("in/a");
        FileHandle handle = sandbox.handle("in/a");
        sink.settleNothing();
        guard(ScanOn.WRITE_EXEC, true);
        run("sync; echo 2 > /proc/sys/vm/drop_caches");
        // As a server of NFS opens it for a client that has known it for long.
        int mount = Descriptors.open(sandbox.bytes("out"), Fcntl.O_RDONLY);
        int file = handle.open(mount, Fcntl.O_RDWR);
        assertThat(Descriptors.path(file)).isEqualTo(BytePath.of("/"));
        Descriptors.write(file, ByteBuffer.wrap(new byte[] {'x'}));
        Descriptors.close(file);
        Descriptors.close(mount);
        Sandbox.await("it is told", () -> !sink.losses().isEmpty());
        assertThat(sink.losses()).containsExactly("arrival");
    }

    private long inode(String name) throws IOException {
        return (long) Files.getAttribute(sandbox.path(name), "unix:ino");
    }
}
