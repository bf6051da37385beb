/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstSessionTest extends DistributionTest {
    private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06.123456789Z");

    @Test
    void a_file_that_is_opened_is_refused_kept_listed_and_given_back_as_it_was() throws Exception {
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        Files.setPosixFilePermissions(eicar, PosixFilePermissions.fromString("rw-r-----"));
        Files.setAttribute(eicar, "unix:uid", 1234);
        Files.setAttribute(eicar, "unix:gid", 2345);
        Files.setLastModifiedTime(eicar, FileTime.from(MODIFIED));
        watch("scanOn = \"open-exec\"", "action = \"quarantine\"");
        host.start();
        assertThat(host.said()).contains("guarding: " + folder);

        assertThat(Outside.read(eicar).refused()).isTrue();
        JsonObject entry = onlyEntry();
        assertThat(eicar).doesNotExist();
        assertThat(entry.get("path").getAsString()).isEqualTo(eicar.toString());
        assertThat(entry.get("signature").getAsString()).contains("Eicar");
        assertThat(entry.get("size").getAsInt()).isEqualTo(Malware.eicar().length);
        assertThat(entry.get("mode").getAsString()).isEqualTo("0640");
        assertThat(entry.get("uid").getAsInt()).isEqualTo(1234);

        String id = entry.get("id").getAsString();
        Outcome restored = host.verb("quarantine", "restore", id);
        assertThat(restored.exit()).as("%s", restored).isZero();
        assertThat(Outside.read(eicar).out()).isEqualTo(Malware.eicar());
        assertThat(Files.getPosixFilePermissions(eicar))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Files.getAttribute(eicar, "unix:uid")).isEqualTo(1234);
        assertThat(Files.getAttribute(eicar, "unix:gid")).isEqualTo(2345);
        assertThat(Files.getLastModifiedTime(eicar).toInstant()).isEqualTo(MODIFIED);
        assertThat(host.json("quarantine", "list").getAsJsonArray()).isEmpty();
        assertThat(host.terminate()).isZero();
    }

    @Test
    void a_file_that_is_written_is_taken_away_by_itself() throws Exception {
        watch("action = \"quarantine\"");
        host.start();
        Path eicar = folder.resolve("eicar.com");
        assertThat(Outside.write(eicar, Malware.eicar()).succeeded()).isTrue();
        until("the file is gone", SOON, () -> !Files.exists(eicar));
        assertThat(onlyEntry().get("path").getAsString()).isEqualTo(eicar.toString());

        JsonObject detection =
                value("a detection", SOON, host::detections, found -> !found.isEmpty())
                        .get(0)
                        .getAsJsonObject();
        assertThat(detection.get("path").getAsString()).isEqualTo(eicar.toString());
        assertThat(detection.get("access").getAsString()).isEqualTo("close-write");
        assertThat(detection.get("action").getAsString()).isEqualTo("quarantined");
        assertThat(detection.get("scanner").getAsString()).isEqualTo("clamd");
    }

    @Test
    void what_is_kept_is_still_there_after_a_restart() throws Exception {
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        watch("scanOn = \"open-exec\"", "action = \"quarantine\"");
        host.start();
        assertThat(Outside.read(eicar).refused()).isTrue();
        JsonObject before = onlyEntry();
        assertThat(host.terminate()).isZero();

        host.start();
        assertThat(onlyEntry()).isEqualTo(before);
        String id = before.get("id").getAsString();
        assertThat(host.verb("quarantine", "delete", id).exit()).isZero();
        assertThat(host.json("quarantine", "list").getAsJsonArray()).isEmpty();
        assertThat(eicar).doesNotExist();
    }

    private JsonObject onlyEntry() throws Exception {
        JsonArray entries =
                value(
                        "an entry in quarantine",
                        SOON,
                        () -> host.json("quarantine", "list").getAsJsonArray(),
                        found -> !found.isEmpty());
        assertThat(entries).hasSize(1);
        return entries.get(0).getAsJsonObject();
    }
}
