/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code nacre archive}: classes laid out in memory beforehand, which no start may depend on. */
class ArchiveTest extends DistributionTest {
    private static final String NOBODY = "65534";

    private Path home;
    private Path archive;
    private int hosts;

    @BeforeEach
    void copy_the_distribution() throws Exception {
        home = place.resolve("nacre");
        archive = home.resolve("lib/nacre.jsa");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        Files.deleteIfExists(archive);
        host.close();
    }

    @Test
    void a_host_takes_its_classes_from_it_and_its_making_leaves_nothing_behind() throws Exception {
        assertThat(classesFromArchive()).isEmpty();

        make();

        assertThat(classesFromArchive())
                .contains(
                        "org.apache.felix.framework.Felix",
                        "dev.nacre.engine.internal.Engine",
                        "dev.nacre.source.fanotify.internal.Marks");
        try (Stream<Path> left = Files.list(home.resolve("var"))) {
            assertThat(left).isEmpty();
        }
        assertThat(Outside.must("stat", "-c", "%U %A", archive.toString()).strip())
                .isEqualTo("root -r--------");
    }

    @Test
    void it_is_made_anew_only_when_what_it_was_made_for_has_changed() throws Exception {
        make();
        Object first = Files.readAttributes(archive, "unix:ino").get("ino");
        make();
        assertThat(Files.readAttributes(archive, "unix:ino")).containsEntry("ino", first);

        Outside.must("touch", "-d", "1 hour ago", aBundle().toString());
        assertThat(classesFromArchive()).isEmpty();
        make();
        assertThat(classesFromArchive()).isNotEmpty();
    }

    @Test
    void one_that_is_broken_or_of_another_user_is_ignored() throws Exception {
        make();
        String file = archive.toString();
        String good = place.resolve("good").toString();
        Outside.must("cp", "-a", file, good);
        for (List<String> harm :
                List.of(
                        List.of("truncate", "-s", "1M", file),
                        List.of("truncate", "-s", "0", file),
                        List.of("sh", "-c", "echo junk >" + file),
                        List.of("chown", NOBODY, file),
                        List.of("rm", file + ".for"))) {
            Outside.must(harm.toArray(String[]::new));
            assertThat(classesFromArchive()).as("%s", harm).isEmpty();
            Outside.must("cp", "-a", "--remove-destination", good, file);
        }
    }

    @Test
    void where_nothing_can_be_written_there_is_none_and_the_host_starts() throws Exception {
        Outside.must("mount", "--bind", home.toString(), home.toString());
        try {
            Outside.must("mount", "-o", "remount,bind,ro", home.toString());
            Outcome outcome = Outside.run(home.resolve("bin/nacre").toString(), "archive");
            assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
            assertThat(outcome.error()).contains(home + "/var cannot be written");
            assertThat(classesFromArchive()).isEmpty();
        } finally {
            Outside.must("umount", home.toString());
        }
    }

    private void make() throws Exception {
        Outcome outcome = Outside.run(home.resolve("bin/nacre").toString(), "archive");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThat(outcome.text()).isEmpty();
    }

    private Path aBundle() throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve("repository"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    /** Starts a host until it guards; it says itself where it has each class from. */
    private List<String> classesFromArchive() throws Exception {
        Path log = place.resolve("classes-" + ++hosts);
        String options = "NACRE_JAVA_OPTS=-Xlog:class+load:file=" + log + "::filecount=0";
        host = Host.in(place.resolve("host-" + hosts), home, "env", options);
        host.useClamd(sharedSocket());
        watch();
        host.start();
        assertThat(host.terminate()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.endsWith("source: shared objects file (top)"))
                    .map(line -> line.replaceFirst("^(\\[.*])? *(\\S+) source: .*", "$2"))
                    .toList();
        }
    }
}
