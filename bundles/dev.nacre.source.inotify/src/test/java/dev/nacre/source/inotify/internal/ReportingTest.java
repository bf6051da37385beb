/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.source.inotify.internal.Sandbox.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is reported of files. */
@Timeout(120)
class ReportingTest {
    /** S_IFIFO of inode(7). */
    private static final int FIFO = 0010000;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    private void awaitSeen(String name, String text) throws Exception {
        await(name + " is reported", () -> sink.has(sandbox.bytes(name), text));
    }

    @Test
    void a_file_is_reported_when_it_is_closed_after_writing_at_any_depth() throws Exception {
        sandbox.folder("a/b/c");
        sandbox.write("a/b/c/before", "old");
        sandbox.guarding(sink, ScanOn.WRITE);
        sandbox.write("top", "one");
        sandbox.write("a/b/c/deep", "two");
        awaitSeen("top", "one");
        awaitSeen("a/b/c/deep", "two");
        assertThat(sink.seen(sandbox.bytes("a/b/c/before"))).isEmpty();
        assertThat(sink.seen()).allMatch(one -> one.kind() == AccessKind.CLOSE_WRITE);
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void a_write_makes_void_what_was_known_of_the_file() throws Exception {
        Path file = sandbox.write("file", "one");
        sandbox.guarding(sink, ScanOn.WRITE);
        sandbox.write("file", "two");
        awaitSeen("file", "two");
        assertThat(sink.writes()).contains((Long) Files.getAttribute(file, "unix:ino"));
    }

    @Test
    void what_is_moved_or_linked_in_is_reported_and_what_is_gone_again_is_no_error()
            throws Exception {
        sandbox.folder("in");
        sandbox.folder("out");
        sandbox.write("out/moved", "moved");
        sandbox.write("out/linked", "linked");
        InotifySource source = sandbox.started(sink);
        Sandbox.guard(source, Sandbox.watch("w", sandbox.bytes("in"), ScanOn.WRITE));
        sandbox.shell("mv out/moved in/; ln out/linked in/");
        awaitSeen("in/moved", "moved");
        awaitSeen("in/linked", "linked");
        sandbox.shell("for i in $(seq 500); do echo $i >in/gone; rm in/gone; done; echo 1 >in/end");
        awaitSeen("in/end", "1\n");
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void a_file_that_is_being_modified_is_reported_where_that_is_asked_for() throws Exception {
        sandbox.guarding(sink, ScanOn.MODIFY);
        try (var out = Files.newOutputStream(sandbox.path("log"))) {
            out.write('x');
            out.flush();
            awaitSeen("log", "x");
        }
        assertThat(sink.seen()).allMatch(one -> one.kind() == AccessKind.MODIFY);
    }

    @Test
    void openings_readings_and_closings_are_reported_where_they_are_asked_for() throws Exception {
        for (var wanted :
                List.of(
                        List.of(ScanOn.OPEN_EXEC, AccessKind.OPEN),
                        List.of(ScanOn.ACCESS_EXEC, AccessKind.READ),
                        List.of(ScanOn.CLOSE_EXEC, AccessKind.CLOSE_READ))) {
            String name = wanted.get(0).toString();
            sandbox.write(name, "pearl");
            InotifySource source = sandbox.guarding(sink, (ScanOn) wanted.get(0));
            sandbox.shell("cat " + name);
            awaitSeen(name, "pearl");
            assertThat(sink.seen(sandbox.bytes(name)).get(0).kind()).isEqualTo(wanted.get(1));
            source.stop();
        }
    }

    @Test
    void to_scan_a_file_calls_for_no_further_scan() throws Exception {
        sandbox.write("file", "pearl");
        for (ScanOn scanOn : List.of(ScanOn.OPEN_EXEC, ScanOn.ACCESS_EXEC, ScanOn.CLOSE_EXEC)) {
            sink.forget();
            InotifySource source = sandbox.guarding(sink, scanOn);
            sandbox.shell("cat file");
            awaitSeen("file", "pearl");
            // What the reading of the file above has caused comes before what this causes.
            sandbox.write("end", "end of " + scanOn);
            awaitSeen("end", "end of " + scanOn);
            assertThat(sink.seen(sandbox.bytes("file"))).hasSize(1);
            source.stop();
        }
    }

    @Test
    void a_fifo_and_a_link_are_never_opened() throws Exception {
        sandbox.folder("elsewhere");
        sandbox.write("elsewhere/target", "secret");
        sandbox.folder("in");
        InotifySource source = sandbox.started(sink);
        Sandbox.guard(source, Sandbox.watch("w", sandbox.bytes("in"), ScanOn.OPEN_EXEC));
        sandbox.shell(
                "mkfifo in/fifo; ln -s ../elsewhere/target in/link; ln -s ../elsewhere in/dir");
        sandbox.write("elsewhere/more", "more");
        sandbox.write("in/end", "end");
        awaitSeen("in/end", "end");
        assertThat(sink.seen()).extracting(RecordingSink.Seen::text).containsOnly("end");
        assertThat(sink.modes()).contains(FIFO);
    }

    @Test
    void a_name_that_is_not_text_is_reported_as_it_is() throws Exception {
        sandbox.guarding(sink, ScanOn.WRITE);
        sandbox.shell("n=$(printf 'd\\377\\nx'); mkdir \"$n\"; echo a >\"$n/f\"");
        BytePath name = BytePath.parse(sandbox.root() + "/d\\xff\\x0ax/f");
        await("it is reported", () -> sink.has(name, "a\n"));
    }

    @Test
    void the_innermost_watch_says_what_is_reported() throws Exception {
        sandbox.folder("inner/deep");
        sandbox.write("inner/deep/file", "in");
        sandbox.write("file", "out");
        Watch outer = sandbox.watch(ScanOn.WRITE);
        Watch inner = Sandbox.watch("inner", sandbox.bytes("inner"), ScanOn.OPEN_EXEC);
        InotifySource source = sandbox.started(sink);
        Sandbox.guard(source, outer, inner);
        sandbox.shell("cat file inner/deep/file");
        awaitSeen("inner/deep/file", "in");
        assertThat(sink.has(sandbox.bytes("file"))).isFalse();
        Sandbox.guard(source, outer);
        assertThat(source.status().guarded()).containsOnlyKeys("w");
    }
}
