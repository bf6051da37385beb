/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.ScanOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As fanotify12 of the Linux Test Project: what it is to execute, and that it is told from opening.
 */
@NeedsFanotify
class Ltp12ExecTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    @BeforeEach
    void place_an_interpreter_and_a_script() throws Exception {
        Path shell = Files.copy(Path.of("/bin/sh").toRealPath(), sandbox.path("shell"));
        Path script = sandbox.path("script");
        Files.writeString(script, "#!" + shell + "\nexit 7\n");
        shell.toFile().setExecutable(true);
        script.toFile().setExecutable(true);
    }

    private void guard(ScanOn scanOn) throws Exception {
        sandbox.limit(new LeaseLimits(100, 10_000, MINUTE, 0, MINUTE));
        sandbox.started(sink).guard(List.of(sandbox.watch(scanOn, true)));
    }

    private List<String> reported() {
        List<String> all =
                sink.seen().stream().map(seen -> seen.name() + " " + seen.kind().text()).toList();
        sink.forget();
        return all;
    }

    @Test
    void a_script_and_its_interpreter_are_executed_and_what_is_only_opened_is_not()
            throws Exception {
        guard(ScanOn.WRITE_EXEC);
        assertThat(sandbox.shell("cat $1/script $1/shell >/dev/null").exit()).isZero();
        assertThat(reported()).isEmpty();
        assertThat(sandbox.run(sandbox.path("script").toString()).exit()).isEqualTo(7);
        assertThat(reported()).containsExactly("script execute", "shell execute");
        assertThat(sandbox.shell("$1/shell $1/script").exit()).isEqualTo(7);
        assertThat(reported()).as("a script that is an argument").containsExactly("shell execute");
    }

    @Test
    void where_each_opening_is_reported_none_that_runs_a_file_escapes() throws Exception {
        guard(ScanOn.OPEN_EXEC);
        assertThat(sandbox.run(sandbox.path("script").toString()).exit()).isEqualTo(7);
        // The kernel opens it to execute it, and its interpreter opens it to read it.
        assertThat(reported()).containsExactly("script open", "shell open", "script open");
        assertThat(sandbox.shell("$1/shell $1/script").exit()).isEqualTo(7);
        assertThat(reported()).containsExactly("shell open", "script open");
    }

    @Test
    void executing_what_is_left_to_the_kernel_is_not_reported_until_it_is_written()
            throws Exception {
        sink.onAccept(
                event -> {
                    event.answer(true);
                    event.leave();
                });
        guard(ScanOn.WRITE_EXEC);
        String script = sandbox.path("script").toString();
        Sandbox.await("both are left", () -> executes(script) == 0);
        sink.onAccept(RecordingSink.DENY);
        assertThat(sandbox.run(script).exit()).as("as if nobody guarded").isEqualTo(7);
        assertThat(sandbox.shell("echo >> $1/script").exit()).isZero();
        assertThat(sandbox.shell("exec $1/script").exit()).as("refused").isEqualTo(126);
    }

    /** How many events an execution is. */
    private int executes(String file) {
        sink.forget();
        try {
            assertThat(sandbox.run(file).exit()).isEqualTo(7);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sink.seen().size();
    }
}
