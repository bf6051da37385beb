/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.client.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real client, as a process of its own, started by a shell as people do. */
@Timeout(60)
class ClientTest {
    private record Ended(int code, String out, String err) {}

    @TempDir Path var;
    private final TestHost host = new TestHost();
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ControlServer(var.resolve("run"), host, Duration.ofSeconds(20));
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Runs a line of sh(1) in which {@code nacre} is the client. */
    private Ended shell(String line) throws Exception {
        Process process = start(line);
        process.getOutputStream().close();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(var.resolve("out"), StandardCharsets.ISO_8859_1),
                Files.readString(var.resolve("err"), StandardCharsets.ISO_8859_1));
    }

    private Process start(String line) throws Exception {
        Path classes =
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script =
                "nacre() { '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.nacre.client.Main \"$@\"; }\n%s"
                        .formatted(java, classes, line);
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", script));
        builder.environment().put("NACRE_VAR", var.toString());
        // As bin/nacre does: in the C locale the JDK does not start in a folder of such a name.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.redirectOutput(var.resolve("out").toFile())
                .redirectError(var.resolve("err").toFile())
                .start();
    }

    @Test
    void names_travel_byte_for_byte() throws Exception {
        Ended ended =
                shell(
                        """
                        mkdir "$NACRE_VAR/$(printf 'd \\377')" && cd "$NACRE_VAR/$(printf 'd \\377')" || exit 99
                        nacre echo 'a b' '' "$(printf 'x\\ny\\377')" '*'
                        """);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().skip(1))
                .containsExactly("6563686f", "612062", "", "780a79ff", "2a");
        assertThat(ended.out().lines().findFirst()).get().asString().endsWith("2f6420ff");
        assertThat(ended.code()).isZero();
    }

    @Test
    void output_and_exit_code_are_those_of_the_verb() throws Exception {
        assertThat(shell("nacre both")).isEqualTo(new Ended(203, "\u00ffout", "err"));
    }

    @Test
    void the_host_is_named_by_an_option_of_any_bytes() throws Exception {
        Ended ended =
                shell(
                        """
                        odd="$NACRE_VAR/$(printf '\\377')" && ln -s "$NACRE_VAR" "$odd" || exit 99
                        unset NACRE_VAR
                        nacre echo --var "$odd" -- --var x
                        """);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().skip(1))
                .containsExactly("6563686f", "2d2d", "2d2d766172", "78");
    }

    @Test
    void where_no_host_runs_one_line_says_so() throws Exception {
        server.close();
        Ended ended = shell("nacre status");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo(
                        "nacre: no host runs in "
                                + var
                                + "; start it with bin/nacre run, or name its --var\n");
    }

    @Test
    void help_needs_no_host() throws Exception {
        server.close();
        Ended ended = shell("nacre help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("usage: nacre");
        assertThat(shell("nacre").code()).isEqualTo(64);
        assertThat(shell("nacre status --var").code()).isEqualTo(64);
    }

    @Test
    void a_reader_who_has_enough_ends_it_all_quietly() throws Exception {
        Ended ended = shell("nacre flood | head -c 10");
        assertThat(ended).isEqualTo(new Ended(0, "x".repeat(10), ""));
        host.interrupted.await();
    }

    @Test
    void a_client_that_is_killed_interrupts_its_verb() throws Exception {
        Process process = start("nacre hang");
        host.hanging.await();
        process.descendants().forEach(ProcessHandle::destroy);
        process.waitFor();
        host.interrupted.await();
    }

    @Test
    void too_many_arguments_are_refused_with_a_line() throws Exception {
        Ended ended = shell("nacre echo $(seq 100000 150000)");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("too many arguments").hasLineCount(1);
    }

    @Test
    void a_host_that_ends_meanwhile_is_noticed() throws Exception {
        Process process = start("nacre hang");
        host.hanging.await();
        server.close();
        process.waitFor();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(var.resolve("err"))
                .hasContent("nacre: the host ended before it had answered; its log says why");
    }
}
