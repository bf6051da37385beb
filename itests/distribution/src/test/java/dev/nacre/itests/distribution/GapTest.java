/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes while nobody guards is found and dealt with afterwards, though nobody opens it. */
class GapTest extends DistributionTest {
    /** More than what is looked at again because it changed shortly before a gap. */
    private static final Duration OLD = Duration.ofSeconds(8);

    @BeforeEach
    void guard() throws Exception {
        watch("scanOn = \"write\"", "action = \"quarantine\"");
    }

    private static boolean isOld(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        return changed.toInstant().plus(OLD).isBefore(Instant.now());
    }

    private void awaitTaken(Path file) throws Exception {
        until(file + " is taken", SOON, () -> !Files.exists(file));
    }

    private void awaitLog(String text) throws Exception {
        Path log = host.var().resolve("log/nacre.log");
        until("the log says " + text, SOON, () -> Files.readString(log).contains(text));
    }

    private long scans() throws Exception {
        return host.json("status").getAsJsonObject().get("scans").getAsLong();
    }

    @Test
    void after_a_clean_end_just_what_changed_since_is_scanned() throws Exception {
        Path left = Files.createDirectory(folder.resolve("left"));
        host.configure(
                "dev.nacre.watch-left",
                "paths = [\"" + left + "\"]",
                "scanOn = \"write\"",
                "action = \"quarantine\"",
                "catchUp = \"false\"");
        Path old = Files.write(folder.resolve("old"), Malware.eicar());
        for (int i = 0; i < 50; i++) {
            Files.writeString(folder.resolve("clean-" + i), "pearl " + i);
        }
        until("the files are old", SOON, () -> isOld(folder.resolve("clean-49")));
        host.start();
        assertThat(host.terminate()).isZero();

        Path fresh = Files.createDirectory(folder.resolve("new")).resolve("file");
        Files.write(fresh, Malware.eicar());
        Files.write(left.resolve("left"), Malware.eicar());
        Outside.must("touch", "-d", "2001-01-01", fresh.toString());
        host.start();
        awaitTaken(fresh);
        awaitLog("Found 2 files in " + folder);
        assertThat(scans()).isOne();
        assertThat(old).as("it was there before the guard").exists();
        assertThat(left.resolve("left")).as("its watch does not catch up").exists();
        until("it is told of once", SOON, () -> host.detections().size() == 1);
        assertThat(host.json("quarantine", "list").getAsJsonArray()).hasSize(1);
        assertThat(host.verb("status").exit()).isZero();
    }

    @Test
    void after_SIGKILL_what_was_written_since_is_found_whatever_its_name_is() throws Exception {
        host.start();
        until("the record is there", SOON, () -> Files.exists(host.var().resolve("guarded")));
        host.kill();
        String name = "\"$0/$(printf 'n\\377\\n')x\"";
        ProcessBuilder writing = new ProcessBuilder("sh", "-c", "cat >" + name, folder.toString());
        assertThat(Outside.end(writing, Malware.eicar()).succeeded()).isTrue();
        host.start();
        until(
                "it is taken",
                SOON,
                () -> !Outside.run("sh", "-c", "test -e " + name, folder.toString()).succeeded());
    }

    @Test
    void what_is_written_while_a_watch_is_not_in_force_is_found_when_it_is_again()
            throws Exception {
        host.start();
        host.remove("dev.nacre.watch-test");
        host.awaitOutput("guarding nothing");
        Path file = Files.write(folder.resolve("file"), Malware.eicar());
        guard();
        awaitTaken(file);
    }

    @Test
    void a_folder_that_is_moved_in_and_a_file_system_below_are_gone_through() throws Exception {
        Path guarded = Files.createDirectory(folder.resolve("guarded"));
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.write(moved.resolve("file"), Malware.eicar());
        host.configure(
                "dev.nacre.watch-test",
                "paths = [\"" + guarded + "\"]",
                "scanOn = \"write\"",
                "action = \"quarantine\"");
        try (OwnFileSystem below = OwnFileSystem.mount(guarded.resolve("below"), "8m")) {
            until("the file is old", SOON, () -> isOld(moved.resolve("file")));
            host.start();
            host.terminate();
            Outside.must("mv", moved.toString(), guarded.toString());
            Path file = Files.write(below.root().resolve("file"), Malware.eicar());
            host.start();
            awaitTaken(guarded.resolve("moved/file"));
            awaitTaken(file);
        }
    }

    @Test
    void without_a_scanner_a_gap_stays_open_over_further_ends() throws Exception {
        try (Clamd clamd = Clamd.in(place.resolve("clamd"))) {
            host.useClamd(clamd.socket());
            host.start();
            host.terminate();
            Path file = Files.write(folder.resolve("file"), Malware.eicar());
            until("the file is old", SOON, () -> isOld(file));
            for (int i = 0; i < 2; i++) {
                host.start();
                host.terminate();
            }
            host.start();
            clamd.start();
            awaitTaken(file);
        }
    }
}
