/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Verbs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

class GogoCommandsTest {
    private final List<BytePath> seen = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int code;
    private final Verbs verbs =
            (arguments, terminal) -> {
                seen.addAll(arguments);
                terminal.out().print("done");
                return code;
            };

    private Object execute(String line) throws Exception {
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        processor.addCommand("nacre", new GogoCommands(verbs), "scan");
        processor.addCommand("nacre", new GogoNotify(verbs), "notify");
        try (CommandSession session =
                processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            return session.execute(line);
        } finally {
            processor.stop();
        }
    }

    @Test
    void a_command_runs_the_verb_with_its_words() throws Exception {
        assertThat(execute("nacre:scan --json '/srv/a b\\xff'")).isNull();

        assertThat(seen)
                .containsExactly(
                        BytePath.of("scan"),
                        BytePath.of("--json"),
                        BytePath.parse("/srv/a b\\xff"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("done");
    }

    @Test
    void a_verb_that_is_called_as_a_method_of_each_object_is_the_verb() throws Exception {
        assertThat(execute("nacre:notify list")).isNull();
        assertThat(execute("nacre:notify")).isNull();
        assertThat(seen)
                .containsExactly(BytePath.of("notify"), BytePath.of("list"), BytePath.of("notify"));
    }

    @Test
    void an_exit_code_other_than_0_is_the_result() throws Exception {
        code = 1;
        assertThat(execute("nacre:scan /srv")).isEqualTo(1);
    }
}
