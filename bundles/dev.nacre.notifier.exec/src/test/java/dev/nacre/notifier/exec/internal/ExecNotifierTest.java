/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.Message;
import dev.nacre.notifier.message.TestMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
@Timeout(120)
class ExecNotifierTest {
    @TempDir Path folder;
    private Path script;
    private Path output;

    @BeforeEach
    void open_the_folder() throws IOException {
        script = folder.resolve("a script");
        output = folder.resolve("output");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private void script(String... lines) throws IOException {
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Message detection(BytePath path) {
        return new DetectionMessage(
                new Detection(
                        "d1",
                        Instant.parse("2026-03-04T05:06:07.089Z"),
                        path,
                        "Eicar-Signature $(touch /tmp/owned)",
                        "clamd",
                        "home",
                        AccessKind.OPEN,
                        Optional.of(new Accessor(12, 0, null, "a\nb", List.of())),
                        true,
                        Outcome.QUARANTINED,
                        Optional.of("k3f9"),
                        Optional.empty()));
    }

    private static final Message TEST = new TestMessage(Instant.EPOCH, "ops");

    private ExecChannel channel(String user, Duration limit, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return new ExecChannel(new Options(command, List.of("LANG=C.UTF-8"), user, limit));
    }

    private String send(Message message, String... arguments) throws Exception {
        return channel("", Duration.ofSeconds(60), arguments).send(message);
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> variables = new HashMap<>();
        // Each byte a character.
        String all = Files.readString(output, StandardCharsets.ISO_8859_1);
        for (String variable : all.split("\0")) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    @Test
    void a_command_learns_all_from_its_environment_and_has_nothing_else_in_it() throws Exception {
        script("exec cat /proc/self/environ >\"$1\"");
        send(detection(BytePath.of("/srv/a b")), output.toString());
        Map<String, String> variables = environment();
        assertThat(variables)
                .containsEntry("CLAM_VIRUSEVENT_FILENAME", "/srv/a b")
                .containsEntry("CLAM_VIRUSEVENT_VIRUSNAME", "Eicar-Signature $(touch /tmp/owned)")
                .containsEntry("NACRE_TYPE", "detection")
                .containsEntry("NACRE_ID", "d1")
                .containsEntry("NACRE_PATH", "/srv/a b")
                .containsEntry("NACRE_SEVERITY", "warning")
                .containsEntry("NACRE_ACTION", "quarantined")
                .containsEntry("NACRE_QUARANTINE_ID", "k3f9")
                .containsEntry("NACRE_DENIED", "true")
                .containsEntry("NACRE_COMMAND", "a\nb")
                .containsEntry("LANG", "C.UTF-8");
        assertThat(variables.keySet())
                .allMatch(
                        name ->
                                name.startsWith("NACRE_")
                                        || name.startsWith("CLAM_")
                                        || List.of("PATH", "LANG", "PWD", "_", "SHLVL", "OLDPWD")
                                                .contains(name));
    }

    @Test
    void the_name_of_a_file_arrives_byte_by_byte() throws Exception {
        script("printf %s \"$CLAM_VIRUSEVENT_FILENAME\" >\"$1\"");
        BytePath path = BytePath.parse("/srv/\\xff\\xfe\\x0a'\"$(x)`y`\\\\ä");
        send(detection(path), output.toString());
        assertThat(Files.readAllBytes(output)).isEqualTo(path.bytes());
    }

    @Test
    void a_file_without_a_name_has_no_variable() throws Exception {
        script("exec cat /proc/self/environ >\"$1\"");
        send(detection(null), output.toString());
        assertThat(environment())
                .doesNotContainKeys("CLAM_VIRUSEVENT_FILENAME", "NACRE_PATH")
                .containsKey("CLAM_VIRUSEVENT_VIRUSNAME");
    }

    @Test
    void arguments_are_taken_as_they_are() throws Exception {
        script("for word; do echo \"[$word]\"; done");
        assertThat(send(TEST, "a b", "$(id)", "", "*", "-n", "x=y"))
                .endsWith("and wrote: [a b]\\x0a[$(id)]\\x0a[]\\x0a[*]\\x0a[-n]\\x0a[x=y]");
    }

    @Test
    void a_command_that_fails_says_why() throws Exception {
        script("echo 'the pager is off' >&2", "exit 7");
        assertThatThrownBy(() -> send(TEST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with an error and wrote: the pager is off");
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> send(TEST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(script + "’: No such file")
                .hasMessageContaining("ended with an error");
    }

    @Test
    void one_that_takes_too_long_is_ended_with_all_it_has_started() throws Exception {
        script("sleep 1000 & echo $! >\"$1\"", "trap '' TERM", "while :; do sleep 0.1; done");
        assertThatThrownBy(() -> channel("", Duration.ofSeconds(2), output.toString()).send(TEST))
                .hasMessageContaining("was ended after 2 s");
        long pid = Long.parseLong(Files.readString(output).strip());
        Optional<ProcessHandle> started = ProcessHandle.of(pid);
        if (started.isPresent()) {
            started.get().onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void nobody_waits_for_what_a_command_leaves_behind() throws Exception {
        script("setsid sleep 1000 & echo $! >\"$1\"");
        assertThat(send(TEST, output.toString())).endsWith("ended well");
        ProcessHandle.of(Long.parseLong(Files.readString(output).strip()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void more_output_than_anybody_reads_holds_up_nothing() throws Exception {
        script("head -c 3000000 /dev/zero | tr '\\0' x");
        assertThat(send(TEST)).endsWith("xxx ...").hasSizeLessThan(5000);
    }

    @Test
    void another_user_runs_it_with_the_groups_and_without_the_powers() throws Exception {
        script("id -u >\"$1\"", "id -G >>\"$1\"", "grep CapEff /proc/self/status >>\"$1\"");
        channel("nobody", Duration.ofSeconds(60), output.toString()).send(TEST);
        String group =
                new String(
                                new ProcessBuilder("id", "-G", "nobody")
                                        .start()
                                        .getInputStream()
                                        .readAllBytes(),
                                StandardCharsets.UTF_8)
                        .strip();
        String id =
                new String(
                                new ProcessBuilder("id", "-u", "nobody")
                                        .start()
                                        .getInputStream()
                                        .readAllBytes(),
                                StandardCharsets.UTF_8)
                        .strip();
        assertThat(Files.readAllLines(output))
                .containsExactly(id, group, "CapEff:\t0000000000000000");
    }

    @Test
    void a_user_who_is_not_there_is_named() throws Exception {
        script("true");
        assertThatThrownBy(() -> channel("nosuchuser", Duration.ofSeconds(60)).send(TEST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("There is no user nosuchuser");
    }

    @Test
    void the_end_of_the_host_ends_a_command() throws Exception {
        script("echo $$ >\"$1\"", "exec sleep 1000");
        Thread sender =
                new Thread(
                        () -> {
                            try {
                                channel("", Duration.ofSeconds(60), output.toString()).send(TEST);
                            } catch (IOException | RefusedException | InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        sender.start();
        while (!Files.exists(output) || Files.size(output) == 0) {
            Thread.sleep(10);
        }
        sender.interrupt();
        sender.join();
        Optional<ProcessHandle> command =
                ProcessHandle.of(Long.parseLong(Files.readString(output).strip()));
        if (command.isPresent()) {
            command.get().onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void a_test_runs_it_too() throws Exception {
        script("echo \"$NACRE_TYPE\"");
        try (ExecNotifier notifier =
                new ExecNotifier(
                        Map.of(
                                "service.pid",
                                "dev.nacre.notifier.exec~ops",
                                "command",
                                new String[] {script.toString()}))) {
            assertThat(notifier.test()).isEqualTo(script + " ended well and wrote: test");
        }
    }

    @Test
    void a_wrong_configuration_is_refused_as_a_whole() {
        assertThatThrownBy(
                        () ->
                                new ExecNotifier(
                                        Map.of(
                                                "command",
                                                new String[] {"mail", "root"},
                                                "environment",
                                                new String[] {"no equals"},
                                                "user",
                                                "--help",
                                                "timeout",
                                                "1h")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("command = \"mail\"")
                .hasMessageContaining("environment = \"no equals\"")
                .hasMessageContaining("user = \"--help\"")
                .hasMessageContaining("timeout = \"1h\"");
    }
}
