/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configurations are changed while the host guards, and what protects less is written down. */
class SetTest extends DistributionTest {
    private static final String WATCH = "dev.nacre.watch-test";

    private Path file() {
        return host.etc().resolve(WATCH + ".cfg");
    }

    private JsonObject inForce() throws Exception {
        return host.json("watches").getAsJsonArray().get(0).getAsJsonObject();
    }

    /** A host guards before it listens. */
    private void set(String... words) throws Exception {
        host.json("status");
        Outcome outcome = host.verb("set", words);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
    }

    private List<JsonObject> audit() throws Exception {
        Path log = host.var().resolve("log/audit.jsonl");
        return !Files.exists(log)
                ? List.of()
                : Files.readAllLines(log).stream()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject())
                        .toList();
    }

    /** The newest line, which comes a moment later. */
    private JsonObject audited(int lines) throws Exception {
        Await.until("the audit log has line " + lines, SOON, () -> audit().size() >= lines);
        assertThat(audit()).hasSize(lines);
        return audit().get(lines - 1);
    }

    private static String text(JsonObject line, String key) {
        return line.get(key).getAsString();
    }

    @Test
    void what_is_set_holds_from_when_the_verb_has_come_back() throws Exception {
        watch("scanOn = \"write\"", "cache = \"none\"");
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        host.start();
        for (int i = 0; i < 5; i++) {
            assertThat(Outside.read(eicar).succeeded()).isTrue();
            set(WATCH, "scanOn=open-exec");
            assertThat(Outside.read(eicar).refused()).isTrue();
            set(WATCH, "scanOn=write");
        }
    }

    @Test
    void the_generation_is_the_same_wherever_it_is_said() throws Exception {
        watch();
        host.start();
        Outcome outcome = host.verb("set", "--json", WATCH, "deadline=3s");
        JsonObject set = JsonParser.parseString(outcome.text()).getAsJsonObject();
        long generation = set.get("generation").getAsLong();
        assertThat(set.get("file").getAsString()).isEqualTo(file().toString());
        assertThat(inForce().get("generation").getAsLong()).isEqualTo(generation);
        assertThat(host.json("status").getAsJsonObject().get("generation").getAsLong())
                .isEqualTo(generation);
        assertThat(host.verb("watches").text()).contains("generation " + generation);
    }

    @Test
    void what_is_set_is_kept_in_the_file_and_survives_a_restart() throws Exception {
        watch("# Why three seconds.", "deadline = \"3s\"", "", "# The end.");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        host.start();
        set(WATCH, "deadline=4s", "scanOn=close-exec", "paths=" + folder, "paths=" + inner);
        assertThat(file())
                .hasContent(
                        """
                        paths = ["%s", "%s"]
                        # Why three seconds.
                        deadline = "4s"

                        # The end.
                        scanOn = "close-exec"
                        """
                                .formatted(folder, inner));
        assertThat(host.terminate()).isZero();
        host.start();
        assertThat(inForce().get("deadlineMillis").getAsLong()).isEqualTo(4000);
        assertThat(inForce().get("scanOn").getAsString()).isEqualTo("close-exec");
        assertThat(inForce().getAsJsonArray("paths")).hasSize(2);
        Outcome outcome = host.verb("unset", WATCH, "deadline", "scanOn");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThat(inForce().get("deadlineMillis").getAsLong()).isEqualTo(10_000);
        assertThat(file()).content().doesNotContain("4s", "close-exec").contains("# The end.");
    }

    @Test
    void what_is_wrong_is_refused_whole_with_file_key_value_and_what_is_allowed() throws Exception {
        watch("deadline = \"3s\"");
        host.start();
        String before = Files.readString(file());
        Outcome outcome = host.verb("set", WATCH, "deadline=4s", "onError=sometimes", "colour=red");
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.error())
                .startsWith(file() + ": ")
                .contains("onError = \"sometimes\" is refused: allowed is one of allow, deny")
                .contains("colour = \"red\" is refused: there is no such key")
                .endsWith("Nothing was changed.\n");
        assertThat(file()).hasContent(before);
        assertThat(inForce().get("deadlineMillis").getAsLong()).isEqualTo(3000);

        Outcome unknown = host.verb("set", "dev.nacre.wacht-home", "deadline=4s");
        assertThat(unknown.exit()).isOne();
        assertThat(unknown.error()).contains("dev.nacre.wacht~home", "dev.nacre.watch-NAME");
        // Of the console nothing but Metatype is known here, as its bundle does not run.
        Outcome other = host.verb("set", "org.apache.felix.eventadmin.impl.EventAdmin", "x=1");
        assertThat(other.exit()).isOne();
        assertThat(other.error()).contains("x = \"1\" is refused: there is no such key");
        assertThat(host.verb("unset", WATCH, "onError").exit()).isOne();
    }

    @Test
    void files_are_read_all_the_same_after_what_keeps_them_was_restarted() throws Exception {
        watch("scanOn = \"write\"");
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        host.start();
        set(WATCH, "deadline=4s");
        Outcome outcome = host.verb("bundles", "restart", "dev.nacre.config");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        watch("scanOn = \"open-exec\"");
        Await.until("the file is read", SOON, () -> Outside.read(eicar).refused());
        host.remove(WATCH);
        Await.until("the file is missed", SOON, () -> Outside.read(eicar).succeeded());
    }

    @Test
    void configurations_are_made_and_taken_away() throws Exception {
        watch("scanOn = \"open-exec\"");
        Path log = Files.write(folder.resolve("eicar.log"), Malware.eicar());
        host.start();
        set("dev.nacre.filter.name-logs", "suffixes=.log");
        assertThat(Outside.read(log).succeeded()).isTrue();
        Path made = host.etc().resolve("dev.nacre.filter.name-logs.cfg");
        assertThat(made).content().contains("suffixes = [\".log\"]");
        Outcome outcome = host.verb("unset", "--all", "dev.nacre.filter.name-logs");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThat(made).doesNotExist();
        assertThat(Outside.read(log).refused()).isTrue();
        assertThat(host.verb("unset", "--all", "dev.nacre.filter.name-logs").exit()).isOne();
    }

    @Test
    void what_protects_less_is_written_down_with_who_and_from_where() throws Exception {
        watch("onError = \"deny\"");
        host.start();
        set(WATCH, "onError=allow", "deadline=20s");
        JsonObject byVerb = audited(1);
        assertThat(text(byVerb, "configuration")).isEqualTo("dev.nacre.watch~test");
        assertThat(text(byVerb, "what")).isEqualTo("onError");
        assertThat(text(byVerb, "before")).isEqualTo("deny");
        assertThat(text(byVerb, "after")).isEqualTo("allow");
        assertThat(text(byVerb, "by")).isEqualTo("control");
        assertThat(text(byVerb, "who")).isEqualTo("root");
        assertThat(text(byVerb, "from")).matches("pid \\d+");
        Path log = host.var().resolve("log/audit.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        host.awaitOutput("PROTECTS LESS");

        watch("onError = \"allow\"", "prevention = \"false\"", "deadline = \"20s\"");
        JsonObject byFile = audited(2);
        assertThat(text(byFile, "what")).isEqualTo("prevention");
        assertThat(text(byFile, "by")).isEqualTo("file");
        assertThat(text(byFile, "who")).isEqualTo("root (uid 0), who owns the file");
        assertThat(text(byFile, "from")).startsWith(file() + ", last written 2");

        host.remove(WATCH);
        JsonObject gone = audited(3);
        assertThat(text(gone, "what")).isEqualTo("guarded");
        assertThat(text(gone, "before")).isEqualTo(folder.toString());
        assertThat(text(gone, "by")).isEqualTo("file");
        assertThat(text(gone, "from")).isEqualTo(file() + ", which is gone");
    }

    @Test
    void what_protects_less_as_a_bundle_is_restarted_is_put_down_to_whom_has_it_restarted()
            throws Exception {
        watch();
        host.configure("dev.nacre.filter.name-logs", "suffixes = [\".log\"]");
        host.start();
        Outcome outcome = host.verb("bundles", "restart", "dev.nacre.filter");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        JsonObject back = audited(1);
        assertThat(text(back, "configuration")).isEqualTo("dev.nacre.filter.name~logs");
        assertThat(text(back, "what")).isEqualTo("filter");
        assertThat(text(back, "by")).isEqualTo("control");
        assertThat(text(back, "who")).isEqualTo("root");
        assertThat(text(back, "from")).matches("pid \\d+");
    }

    @Test
    void neither_a_start_nor_an_end_is_written_down() throws Exception {
        watch("onError = \"deny\"");
        host.configure("dev.nacre.filter.name-logs", "suffixes = [\".log\"]");
        host.start();
        assertThat(host.terminate()).isZero();
        host.start();
        set(WATCH, "onError=allow");
        audited(1);
    }
}
