/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VerbsTest extends DistributionTest {
    @Test
    void without_a_host_each_verb_says_so_in_one_line() throws Exception {
        for (String verb : new String[] {"status", "watches", "quarantine", "scan", "explain"}) {
            Outcome outcome = host.verb(verb, verb.equals("quarantine") ? "list" : "/etc/passwd");
            assertThat(outcome.exit()).as("%s: %s", verb, outcome).isEqualTo(2);
            assertThat(outcome.error().lines()).as(verb).hasSize(1);
            assertThat(outcome.error()).as(verb).contains(host.var().toString());
        }
    }

    @Test
    void status_and_watches_say_what_is_in_force() throws Exception {
        watch("scanOn = \"close-exec\"", "deadline = \"3s\"");
        host.start();
        Outcome outcome = host.verb("status", "--json");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        JsonObject status = JsonParser.parseString(outcome.text()).getAsJsonObject();
        assertThat(status.get("health").getAsString()).isEqualTo("healthy");
        assertThat(status.get("source").getAsString()).isEqualTo("fanotify");
        assertThat(status.get("prevents").getAsBoolean()).isTrue();
        assertThat(status.get("scanner").getAsString()).isEqualTo("clamd");
        assertThat(status.get("epoch").getAsString()).isNotEmpty();
        assertThat(host.verb("status").text()).startsWith("Nacre is healthy");

        JsonObject watch = host.json("watches").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(watch.get("name").getAsString()).isEqualTo("test");
        assertThat(watch.get("scanOn").getAsString()).isEqualTo("close-exec");
        assertThat(watch.get("deadlineMillis").getAsInt()).isEqualTo(3000);
        JsonObject path = watch.get("paths").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(path.get("path").getAsString()).isEqualTo(folder.toString());
        assertThat(path.get("guarded").getAsBoolean()).isTrue();
    }

    @Test
    void status_is_2_where_nothing_is_guarded() throws Exception {
        host.launch();
        host.awaitOutput("no watch is configured");
        assertThat(host.verb("status").exit()).isEqualTo(2);
    }

    @Test
    void scan_finds_what_is_infected_and_takes_nothing_away() throws Exception {
        watch("scanOn = \"write\"", "action = \"quarantine\"");
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        Path clean = Files.writeString(folder.resolve("clean"), "harmless");
        host.start();
        Outcome one = host.verb("scan", clean.toString());
        assertThat(one.exit()).as("%s", one).isZero();

        Outcome outcome = host.verb("scan", "--json", folder.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        JsonObject report = JsonParser.parseString(outcome.text()).getAsJsonObject();
        assertThat(report.get("files").getAsInt()).isEqualTo(2);
        assertThat(report.get("clean").getAsInt()).isOne();
        assertThat(report.get("infected").getAsInt()).isOne();
        JsonObject result = report.get("results").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(result.get("path").getAsString()).isEqualTo(eicar.toString());
        assertThat(result.get("verdict").getAsString()).isEqualTo("infected");
        assertThat(eicar).exists();
    }

    @Test
    void explain_names_the_watch_or_the_filter() throws Exception {
        watch("scanOn = \"open-exec\"");
        host.configure("dev.nacre.filter.path-logs", "globs = [\"*.log\"]");
        Path scanned = Files.writeString(folder.resolve("a.txt"), "a");
        Path exempt = Files.writeString(folder.resolve("a.log"), "a");
        host.start();
        Outcome yes = host.verb("explain", "--json", scanned.toString());
        assertThat(yes.exit()).as("%s", yes).isZero();
        assertThat(yes.text()).contains("\"test\"");
        Outcome no = host.verb("explain", "--json", exempt.toString());
        assertThat(no.exit()).as("%s", no).isEqualTo(1);
        assertThat(no.text()).contains("logs", "*.log");
    }

    @Test
    void what_is_not_understood_is_64_and_what_is_not_there_is_2() throws Exception {
        watch();
        host.start();
        assertThat(host.verb("stauts").exit()).isEqualTo(64);
        assertThat(host.verb("status", "--jsn").exit()).isEqualTo(64);
        Outcome missing = host.verb("quarantine", "show", "nosuchid");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.error()).contains("nosuchid");
    }
}
