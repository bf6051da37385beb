/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is moved or linked into a watch is found and dealt with, though nobody opens it there. */
class ArrivalsTest extends DistributionTest {
    private Path in;
    private Path out;

    @BeforeEach
    void guard() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        out = Files.createDirectory(folder.resolve("out"));
        guard("arrivals = \"true\"");
    }

    private void guard(String line) throws Exception {
        host.configure(
                "dev.nacre.watch-test",
                "paths = [\"" + in + "\"]",
                "scanOn = \"write-exec\"",
                "action = \"quarantine\"",
                line);
    }

    private Path malware(Path file) throws Exception {
        Outside.must("cp", Files.write(place.resolve("malware"), Malware.eicar()) + "", file + "");
        return file;
    }

    private void awaitTaken(Path file) throws Exception {
        until(file + " is taken", SOON, () -> !Files.exists(file));
    }

    private JsonObject status() throws Exception {
        return host.json("status").getAsJsonObject();
    }

    private long count(String name) throws Exception {
        return status().get(name).getAsLong();
    }

    private long exempt(String reason) throws Exception {
        JsonObject exempt = status().getAsJsonObject("exempt");
        return exempt.has(reason) ? exempt.get(reason).getAsLong() : 0;
    }

    @Test
    void what_is_moved_in_from_wherever_and_over_whatever_is_taken() throws Exception {
        // Before: where a write lies counts when its event is read, and it may be moved by then.
        Path a = malware(out.resolve("a"));
        Path b = malware(out.resolve("b"));
        host.start();
        Outside.must("mv", a + "", in.resolve("moved") + "");
        awaitTaken(in.resolve("moved"));
        Outside.must("cp", "/etc/hostname", in.resolve("over") + "");
        Outside.must("mv", "-f", b + "", in.resolve("over") + "");
        awaitTaken(in.resolve("over"));
        Outside.must("mv", malware(place.resolve("c")) + "", in.resolve("copied") + "");
        awaitTaken(in.resolve("copied"));
        List<JsonElement> told =
                value("all are told", SOON, host::detections, list -> list.size() >= 3);
        assertThat(told)
                .extracting(it -> it.getAsJsonObject().get("access").getAsString())
                .containsExactly("arrive", "arrive", "close-write");
        assertThat(host.verb("status").exit()).isZero();
    }

    @Test
    void of_a_file_outside_the_name_that_is_made_in_the_watch_is_taken() throws Exception {
        host.start();
        Path outside = malware(out.resolve("a"));
        Outside.must("ln", outside + "", in.resolve("linked") + "");
        awaitTaken(in.resolve("linked"));
        assertThat(outside).exists();
    }

    @Test
    void of_a_folder_that_is_moved_in_each_file_is_looked_at() throws Exception {
        Path tree = Files.createDirectories(out.resolve("tree"));
        List<Path> infected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Path part = Files.createDirectories(tree.resolve("part-" + i % 20));
            Path file = part.resolve("file-" + i);
            boolean bad = i % 100 == 7;
            Files.write(file, bad ? Malware.eicar() : ("pearl " + i).getBytes());
            if (bad) {
                infected.add(in.resolve("tree").resolve(tree.relativize(file)));
            }
        }
        host.start();
        Outside.must("mv", tree + "", in + "");
        for (Path file : infected) {
            awaitTaken(file);
        }
        Path log = host.var().resolve("log/nacre.log");
        until(
                "the log says so",
                SOON,
                () ->
                        Files.readString(log)
                                .contains(
                                        "Found 1000 files in "
                                                + in.resolve("tree")
                                                + ", which has arrived, in 21 folders: 10"
                                                + " infected"));
        assertThat(count("scans")).isEqualTo(1000);
        assertThat(status().getAsJsonObject("unscanned").size()).isZero();

        Outside.must("mv", in.resolve("tree") + "", in.resolve("wood") + "");
        until("it is known to have been there", SOON, () -> exempt("moved") == 1);
        assertThat(count("scans")).isEqualTo(1000);
    }

    @Test
    void what_is_written_under_another_name_first_is_scanned_once() throws Exception {
        host.start();
        for (int i = 0; i < 20; i++) {
            Outside.must(
                    "sh",
                    "-c",
                    "echo pearl $1 > $0.tmp && mv $0.tmp $0",
                    in.resolve("f" + i) + "",
                    "" + i);
        }
        // Known when it is asked, by its content or by its new times, or about to be scanned.
        until(
                "all are dealt with",
                SOON,
                () -> exempt("moved") + count("cacheHits") + count("coalesced") >= 20);
        until("each was scanned", SOON, () -> count("scans") == 20);
        assertThat(count("queued")).isZero();
    }

    @Test
    void an_infected_file_gets_away_neither_by_a_new_name_nor_by_that_of_its_folder()
            throws Exception {
        host.start();
        Path file = in.resolve("x/file");
        Outside.must(
                "sh",
                "-c",
                "mkdir $0/y && cat $1 > $0/y/file.tmp && mv $0/y/file.tmp $0/y/file"
                        + " && mv $0/y $0/x",
                in + "",
                malware(place.resolve("c")) + "");
        awaitTaken(file);
    }

    @Test
    void a_watch_can_do_without() throws Exception {
        guard("arrivals = \"false\"");
        Path a = malware(out.resolve("a"));
        host.start();
        Path file = in.resolve("moved");
        Outside.must("mv", a + "", file + "");
        // Written after, and dealt with: the move would have been by then.
        malware(in.resolve("written"));
        awaitTaken(in.resolve("written"));
        assertThat(file).exists();
        assertThat(host.verb("explain", "--kind", "arrive", file + "").text())
                .contains("its arrivals is false");
        guard("arrivals = \"true\"");
        until("arrivals are looked for", SOON, this::finds);
    }

    private boolean finds() throws IOException, InterruptedException {
        Path next = in.resolve("next");
        Outside.must("mv", Files.write(out.resolve("b"), Malware.eicar()) + "", next + "");
        for (int i = 0; i < 100 && Files.exists(next); i++) {
            Thread.sleep(5);
        }
        return !Files.exists(next);
    }
}
