/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archives, programs and mails of Debian's clamav-testfiles: what clamd finds, Nacre finds. */
class TestFilesTest extends DistributionTest {
    private static final Path SAMPLES = Path.of("/usr/share/clamav-testfiles");

    private Clamd clamd;
    private Set<Path> all;
    private Set<Path> infected;

    @BeforeEach
    void ask_clamd_by_its_own_client() throws Exception {
        assumeTrue(
                Files.isDirectory(SAMPLES),
                "needs the package clamav-testfiles: run sudo itests/run");
        Outside.must("cp", "-r", SAMPLES + "/.", folder.toString());
        Files.writeString(folder.resolve("harmless.txt"), "harmless");
        Outside.must("cp", "/bin/true", folder.resolve("harmless-program").toString());
        clamd = Clamd.in(place.resolve("clamd")).start();
        host.useClamd(clamd.socket());
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
        }
        Outcome found =
                Outside.run(
                        "clamdscan",
                        "--config-file=" + clamd.configuration(),
                        "--fdpass",
                        "--infected",
                        "--no-summary",
                        folder.toString());
        infected =
                found.text()
                        .lines()
                        .filter(line -> line.endsWith(" FOUND"))
                        .map(line -> Path.of(line.substring(0, line.lastIndexOf(": "))))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(infected).hasSizeGreaterThan(30);
    }

    @AfterEach
    void end_clamd() {
        if (clamd != null) {
            clamd.close();
        }
    }

    @Test
    void scan_finds_all_that_clamdscan_finds_and_no_other() throws Exception {
        watch("scanOn = \"write\"");
        host.start();
        JsonObject report = host.json("scan", folder.toString()).getAsJsonObject();
        Set<Path> found = new TreeSet<>();
        for (JsonElement result : report.get("results").getAsJsonArray()) {
            JsonObject object = result.getAsJsonObject();
            assertThat(object.get("verdict").getAsString()).as("%s", object).isEqualTo("infected");
            found.add(Path.of(object.get("path").getAsString()));
        }
        assertThat(found).isEqualTo(infected);
        assertThat(report.get("files").getAsInt()).isEqualTo(all.size());
    }

    @Test
    void opening_is_refused_for_all_that_clamdscan_finds_and_no_other() throws Exception {
        watch("scanOn = \"open-exec\"", "onError = \"allow\"");
        host.start();
        assertThat(refused()).isEqualTo(infected);
        assertThat(refused()).as("a second time, with the clean ones known").isEqualTo(infected);
        JsonObject status = host.json("status").getAsJsonObject();
        assertThat(status.get("unscanned").getAsJsonObject().keySet()).isEmpty();
    }

    private Set<Path> refused() throws IOException, InterruptedException {
        Set<Path> refused = new TreeSet<>();
        for (Path file : all) {
            if (Outside.read(file).refused()) {
                refused.add(file);
            }
        }
        return refused;
    }
}
