/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As fanotify03 of the Linux Test Project: what waits, and what an answer does to it. */
@NeedsFanotify
class Ltp03PermissionTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;
    private Path program;

    @BeforeEach
    void place_files() throws Exception {
        sandbox.file("data");
        program = Files.copy(Path.of("/bin/true"), sandbox.path("program"));
        program.toFile().setExecutable(true);
        source = sandbox.started(sink);
    }

    private void guard(MarkMode mark, ScanOn scanOn, Set<AccessKind> refused) {
        sink.onAccept(event -> answer(event, refused));
        source.guard(List.of(Sandbox.watch("w", sandbox.root(), scanOn, true, mark)));
    }

    private static void answer(FileEvent event, Set<AccessKind> refused) {
        RecordingSink.finish(event, !refused.contains(event.kind()));
    }

    private void assertRefused(String script) throws Exception {
        Sandbox.Result result = sandbox.shell(script);
        assertThat(result.exit()).as(script).isNotZero();
        assertThat(result.output()).containsIgnoringCase("Operation not permitted");
    }

    private void assertAllowed(String script) throws Exception {
        assertThat(sandbox.shell(script).exit()).as(script).isZero();
    }

    private List<String> reported() {
        return sink.seen().stream()
                .filter(RecordingSink.Seen::permission)
                .map(seen -> seen.name() + " " + seen.kind().text())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"MOUNT", "FILESYSTEM"})
    void reading_and_executing_are_refused_each_and_writing_is_not(MarkMode mark) throws Exception {
        guard(mark, ScanOn.ACCESS_EXEC, Set.of(AccessKind.READ, AccessKind.EXECUTE));
        assertAllowed("echo x >> $1/data");
        assertAllowed("exec 3< $1/data");
        assertRefused("cat $1/data");
        assertRefused("exec $1/program");
        assertThat(reported()).containsExactly("data read", "program execute");
    }

    @ParameterizedTest
    @EnumSource(names = {"MOUNT", "FILESYSTEM"})
    void opening_is_refused_for_any_use(MarkMode mark) throws Exception {
        guard(mark, ScanOn.OPEN_EXEC, Set.of(AccessKind.OPEN));
        assertRefused("cat $1/data");
        assertRefused("exec 3>> $1/data");
        assertRefused("exec $1/program");
        assertThat(reported()).containsExactly("data open", "data open", "program open");
    }

    @ParameterizedTest
    @EnumSource(names = {"MOUNT", "FILESYSTEM"})
    void executing_alone_is_refused(MarkMode mark) throws Exception {
        guard(mark, ScanOn.WRITE_EXEC, Set.of(AccessKind.EXECUTE));
        assertAllowed("cat $1/data $1/program >/dev/null");
        assertRefused("exec $1/program");
        assertThat(reported()).containsExactly("program execute");
    }

    @ParameterizedTest
    @EnumSource(names = {"MOUNT", "FILESYSTEM"})
    void what_is_no_longer_guarded_is_no_longer_refused(MarkMode mark) throws Exception {
        guard(mark, ScanOn.OPEN_EXEC, Set.of(AccessKind.OPEN));
        assertRefused("cat $1/data");
        source.guard(List.of());
        assertAllowed("cat $1/data && $1/program");
        assertThat(reported()).containsExactly("data open");
    }
}
