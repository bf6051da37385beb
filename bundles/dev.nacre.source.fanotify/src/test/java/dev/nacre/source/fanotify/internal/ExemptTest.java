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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exempt folders that are left to the kernel. */
@NeedsFanotify
class ExemptTest {
    /** Where all above is root's, as it is with a log folder. */
    @RegisterExtension final Sandbox sandbox = new Sandbox(Path.of("/run"));

    private static final String MARKER = "marker";

    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;

    @BeforeEach
    void start() throws Exception {
        sandbox.shell("chmod 755 $1; mkdir $1/log $1/data; chown 33:33 $1/log");
        sandbox.file("log/f");
        sandbox.file("data/f");
        source = sandbox.started(sink);
    }

    private void guard() {
        source.guard(List.of(watch(MarkMode.AUTO)));
    }

    private Watch watch(MarkMode mark) {
        return Sandbox.watch("w", sandbox.root(), ScanOn.OPEN_EXEC, true, mark);
    }

    private void exempt(String... names) {
        source.exempt(paths(names), Set.of());
        guard();
    }

    private Set<BytePath> paths(String... names) {
        Set<BytePath> paths = new LinkedHashSet<>();
        List.of(names).forEach(name -> paths.add(sandbox.bytes(name)));
        return paths;
    }

    private List<BytePath> hidden() {
        return source.status().unreported();
    }

    /** How many events a script raises, those of before and after told apart. */
    private int events(String script) throws Exception {
        awaitAll();
        sink.forget();
        assertThat(sandbox.shell(script).exit()).isZero();
        awaitAll();
        return sink.seen().size() - sink.seen(MARKER).size();
    }

    /** Waits until a write is told of: all before it has been. */
    private void awaitAll() throws Exception {
        int before = sink.seen(MARKER).size();
        assertThat(sandbox.shell("echo x > $1/data/" + MARKER).exit()).isZero();
        Sandbox.await("opening and closing are told", () -> sink.seen(MARKER).size() == before + 2);
    }

    @Test
    void a_busy_exempt_folder_raises_no_event_at_all_and_its_neighbour_does() throws Exception {
        exempt("log");
        assertThat(hidden()).containsExactly(sandbox.bytes("log"));
        int events =
                events(
                        "i=0; while [ $i -lt 50000 ]; do echo x >> $1/log/f; read x < $1/log/f;"
                                + " i=$((i+1)); done");
        assertThat(events).isZero();
        assertThat(events("echo pearl >> $1/data/f")).isEqualTo(2);
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "1 are left to the kernel, which neither reports nor counts accesses in"
                                + " them: "
                                + sandbox.bytes("log"));
    }

    @Test
    void it_is_the_same_for_each_kind_of_mark() throws Exception {
        exempt("log");
        for (MarkMode mark : List.of(MarkMode.MOUNT, MarkMode.TREE, MarkMode.FILESYSTEM)) {
            Sandbox.await(
                    mark + " stands",
                    () -> {
                        source.guard(List.of(watch(mark)));
                        return !source.status().marked().get("w").isEmpty()
                                && source.status().marked().get("w").get(0).mark() == mark;
                    });
            assertThat(events("cat $1/log/f")).as(mark.text()).isZero();
            assertThat(events("cat $1/data/f")).as(mark.text()).isEqualTo(1);
        }
    }

    @Test
    void what_is_no_longer_exempt_is_reported_before_that_is_taken_in() throws Exception {
        exempt("log");
        assertThat(events("cat $1/log/f")).isZero();
        source.exempt(Set.of(), Set.of());
        assertThat(events("cat $1/log/f")).isEqualTo(1);
        assertThat(hidden()).isEmpty();
        exempt("log");
        assertThat(events("cat $1/log/f")).isZero();
    }

    @Test
    void folders_below_are_hidden_only_where_nobody_else_can_move_them() throws Exception {
        sandbox.shell(
                "mkdir $1/log/sub $1/data/a $1/data/a/b && echo x > $1/log/sub/f &&"
                        + " echo x > $1/data/a/f && echo x > $1/data/a/b/f");
        source.exempt(paths("log", "data/a"), Set.of());
        guard();
        assertThat(hidden())
                .containsExactlyInAnyOrder(
                        sandbox.bytes("log"), sandbox.bytes("data/a"), sandbox.bytes("data/a/b"));
        assertThat(events("cat $1/log/sub/f")).isEqualTo(1);
        assertThat(events("cat $1/data/a/f $1/data/a/b/f")).isZero();
        sandbox.shell("chmod o+w $1/data/a");
        guard();
        assertThat(events("cat $1/data/a/b/f")).isEqualTo(1);
        assertThat(events("cat $1/data/a/f")).isZero();
        sandbox.shell("chmod g+w $1/data");
        guard();
        assertThat(events("cat $1/data/a/f")).isEqualTo(1);
    }

    @Test
    void what_another_watch_guards_below_stays_seen() throws Exception {
        sandbox.shell("mkdir -p $1/data/a/kept/b $1/data/a/kept/c");
        for (String name : List.of("data/a", "data/a/kept", "data/a/kept/b", "data/a/kept/c")) {
            sandbox.file(name + "/f");
        }
        source.exempt(paths("data/a", "data/a/kept/c"), paths("data/a/kept"));
        guard();
        assertThat(events("cat $1/data/a/f $1/data/a/kept/c/f")).isZero();
        assertThat(events("cat $1/data/a/kept/f $1/data/a/kept/b/f")).isEqualTo(2);
    }

    @Test
    void what_leaves_the_folder_is_reported_also_where_it_was_opened_before() throws Exception {
        exempt("log");
        assertThat(
                        events(
                                "exec 3>> $1/log/g; mv $1/log/g $1/data/g; echo x >&3; exec 3>&-;"
                                        + " ln $1/log/f $1/data/h; cat $1/data/h $1/data/g"))
                .isEqualTo(3);
        assertThat(events("cat $1/log/f")).isZero();
    }

    @Test
    void names_of_other_namespaces_hide_nothing() throws Exception {
        exempt("log");
        assertThat(events("unshare -m sh -c 'mount --bind $0/data $0/log; cat $0/log/f' $1"))
                .isEqualTo(1);
        assertThat(
                        events(
                                "unshare -m sh -c 'touch $0/log/x; mount --bind $0/data/f $0/log/x;"
                                        + " cat $0/log/x' $1"))
                .isEqualTo(1);
    }

    @Test
    void a_folder_that_root_moves_is_reported_again_wherever_it_is() throws Exception {
        exempt("log");
        sandbox.shell("mv $1/log $1/data/moved; mkdir $1/log; echo pearl > $1/log/f");
        guard();
        assertThat(events("cat $1/data/moved/f")).isEqualTo(1);
        assertThat(events("cat $1/log/f")).isZero();
        sandbox.shell("rm -r $1/log");
        guard();
        assertThat(hidden()).isEmpty();
        assertThat(source.status().findings()).isEmpty();
    }

    @Test
    void where_others_can_move_a_folder_above_nothing_is_hidden() throws Exception {
        sandbox.shell("mkdir -p $1/users/log; echo x > $1/users/log/f; chown 33 $1/users");
        exempt("users/log");
        assertThat(hidden()).isEmpty();
        assertThat(events("cat $1/users/log/f")).isEqualTo(1);
        sandbox.shell("ln -s $1/data $1/link");
        exempt("link");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void before_linux_6_all_is_reported() throws Exception {
        source.stop();
        Features now = Features.probe();
        List<Boolean> asked = new ArrayList<>();
        source =
                sandbox.source(
                        () -> {
                            asked.add(now.ignoredFolders());
                            return new Features(true, true, true, true, true, true, true, false);
                        });
        source.start(sink);
        exempt("log");
        assertThat(asked).containsExactly(true);
        assertThat(hidden()).isEmpty();
        assertThat(events("cat $1/log/f")).isEqualTo(1);
    }

    @Test
    void a_file_of_several_names_has_no_verdict_that_rests_on_being_told_of_writes()
            throws Exception {
        exempt("log");
        List<String> traces = new ArrayList<>();
        sink.onAccept(
                event -> {
                    traces.add(event.trace().name());
                    RecordingSink.finish(event, true);
                });
        sandbox.shell("ln $1/data/f $1/log/second; cat $1/data/f; rm $1/log/second; cat $1/data/f");
        assertThat(traces).containsExactly("NONE", "WRITERS");
        assertThat(Files.exists(sandbox.path("log/second"))).isFalse();
    }
}
