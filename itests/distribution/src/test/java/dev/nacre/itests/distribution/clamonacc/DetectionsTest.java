/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What clamonacc does with what it finds: moves it without its owner, tells nobody, breaks down.
 */
class DetectionsTest extends ClamonaccTest {
    private static final String NOBODY = "65534";
    private static final int MANY = 20_000;
    private static final int DETECTIONS = 10;

    @Override
    protected void prepare() throws Exception {
        watch("kept", folder("kept"), "scanOn = \"open-exec\"", "action = \"quarantine\"");
        watch("told", folder("told"), "scanOn = \"open-exec\"");
        // Before the guard stands: one that sees them written may tell of that alone.
        for (int i = 0; i < DETECTIONS; i++) {
            eicar(folder("told/" + i));
        }
        eicar(folder("told/user"));
    }

    @Test
    void issue_844_what_is_given_back_has_its_place_owner_mode_and_acl() throws Exception {
        Path file = eicar(folder("kept/deep/er"));
        Outside.must("chown", "1234:2345", file.toString());
        Outside.must("chmod", "640", file.toString());
        Outside.must("setfacl", "--modify", "user:4321:r", file.toString());
        String before = attributes(file);
        assertThat(Outside.read(file).withheld()).isTrue();
        JsonObject entry =
                value(
                                "an entry in quarantine",
                                SOON,
                                () -> host.json("quarantine", "list").getAsJsonArray(),
                                found -> !found.isEmpty())
                        .get(0)
                        .getAsJsonObject();
        assertThat(file).doesNotExist();
        assertThat(entry.get("path").getAsString()).isEqualTo(file.toString());
        Outcome restored = host.verb("quarantine", "restore", entry.get("id").getAsString());
        assertThat(restored.succeeded()).as("%s", restored).isTrue();
        assertThat(attributes(file)).isEqualTo(before).contains("1234 2345 640", "user:4321:r--");
        assertThat(Outside.read(file).out()).isEqualTo(Malware.eicar());
    }

    private static String attributes(Path file) throws Exception {
        return shell("stat --format '%u %g %a %y' \"$1\"; getfacl --numeric \"$1\"", file);
    }

    @Test
    void issue_1062_each_detection_is_told_with_file_signature_and_what_became_of_it()
            throws Exception {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < DETECTIONS; i++) {
            Path file = files.resolve("told/" + i + "/eicar.com");
            paths.add(file.toString());
            assertThat(isRefused(file)).isTrue();
            until("it is told", SOON, () -> !told(file).isEmpty());
            JsonObject detection = told(file).get(0);
            assertThat(detection.get("denied").getAsBoolean()).isTrue();
            assertThat(detection.get("signature").getAsString()).contains("Eicar");
            assertThat(detection.get("action").getAsString()).isEqualTo("reported");
        }
        String log = Files.readString(host.var().resolve("log/nacre.log"));
        assertThat(paths).allSatisfy(file -> assertThat(log).contains("INFECTED " + file));
    }

    @Test
    void issue_457_whose_access_it_was_is_told_so_that_they_can_be_notified() throws Exception {
        Path file = files.resolve("told/user/eicar.com");
        Outcome outcome =
                Outside.run(
                        "setpriv", "--reuid=" + NOBODY, "--clear-groups", "cat", file.toString());
        assertThat(outcome.refused()).as("%s", outcome).isTrue();
        until("it is told", SOON, () -> !told(file).isEmpty());
        JsonObject detection = told(file).get(0);
        assertThat(detection.get("uid").getAsString()).isEqualTo(NOBODY);
        assertThat(detection.get("command").getAsString()).isEqualTo("cat");
    }

    @Test
    void issue_168_no_file_is_made_but_in_the_folders_of_the_host() throws Exception {
        Path cwd = Path.of("/proc/" + host.pid() + "/cwd").toRealPath();
        Set<Path> before = names(cwd);
        for (int i = 0; i < 50; i++) {
            isRefused(eicar(folder("told/junk-" + i)));
        }
        assertThat(names(cwd)).isEqualTo(before);
        assertThat(names(host.var()))
                .extracting(path -> path.getFileName().toString())
                .isSubsetOf("cache", "cm", "log", "quarantine", "run", "guarded");
    }

    private static Set<Path> names(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.collect(Collectors.toSet());
        }
    }

    @Test
    void issue_1292_folders_that_come_move_and_go_by_the_thousand_leave_no_trace()
            throws Exception {
        Path churn = folder("told/churn");
        Path infected = eicar(folder("told/moved"));
        churn(churn);
        long memory = residentKib();
        churn(churn);
        assertThat(residentKib() - memory).as("KiB more").isLessThan(20_000);
        Path moved = files.resolve("told/there");
        Files.move(infected.getParent(), moved);
        assertThat(isRefused(moved.resolve("eicar.com"))).isTrue();
    }

    private static void churn(Path folder) throws IOException {
        for (int i = 0; i < MANY; i++) {
            Path made = Files.createDirectories(folder.resolve("a" + i + "/b"));
            Path moved = Files.move(made.getParent(), folder.resolve("c" + i));
            Files.delete(moved.resolve("b"));
            Files.delete(moved);
        }
    }

    private long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + host.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
