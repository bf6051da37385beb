/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.karaf;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.Machine;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As docs/karaf.md has it. */
class KarafTest {
    private static final Path HOME = Path.of(System.getProperty("nacre.test.home"));

    /** It resolves and starts some twenty bundles. */
    private static final Duration INSTALLED = Duration.ofMinutes(1);

    @TempDir private Path place;

    @Test
    void nacre_guards_in_a_karaf_that_runs_already_until_it_is_taken_away() throws Exception {
        Optional<String> lack = Machine.lacksGuarding();
        assumeTrue(lack.isEmpty(), lack.orElse(""));
        try (OwnFileSystem files = OwnFileSystem.mount(place.resolve("files"), "8m");
                Karaf karaf = Karaf.in(place.resolve("karaf"))) {
            Path eicar = Files.write(files.root().resolve("eicar.com"), Malware.eicar());
            Outside.must("cp", "-r", HOME + "/repository/.", karaf.home() + "/system/");
            karaf.add("etc/custom.properties", "nacre.var = ${karaf.data}/nacre");
            karaf.start();
            assertThat(Outside.read(eicar).succeeded()).isTrue();

            karaf.add(
                    "etc/dev.nacre.watch-files.cfg",
                    "paths = [\"" + files.root() + "\"]",
                    "scanOn = \"open-exec\"",
                    "scanner.target = \"(nacre.scanner.name=signature)\"");
            succeeds(
                    karaf.run(
                            "feature:repo-add mvn:dev.nacre.features/karaf/"
                                    + version()
                                    + "/xml/features"));
            succeeds(karaf.run("feature:install nacre nacre-shell"));

            until("an infected file is refused", INSTALLED, () -> Outside.read(eicar).refused());
            assertThat(karaf.run("nacre:status").text()).contains("fanotify", "signature, up");
            assertThat(
                            Outside.must(
                                    HOME + "/bin/nacre",
                                    "status",
                                    "--var",
                                    karaf.home() + "/data/nacre"))
                    .contains("fanotify", "signature, up");

            succeeds(karaf.run("feature:uninstall nacre-shell nacre"));
            until("nothing is guarded", INSTALLED, () -> Outside.read(eicar).succeeded());
            assertThat(karaf.runs()).isTrue();
        }
    }

    private static void succeeds(Outcome outcome) {
        assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
        assertThat(outcome.text() + outcome.error()).doesNotContain("Error executing command");
    }

    private static String version() throws Exception {
        try (Stream<Path> versions =
                Files.list(HOME.resolve("repository/dev/nacre/features/karaf"))) {
            return versions.findFirst().orElseThrow().getFileName().toString();
        }
    }
}
