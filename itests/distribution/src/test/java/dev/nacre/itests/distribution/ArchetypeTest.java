/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archetype generates builds, passes its own test, and works when it is dropped in. */
class ArchetypeTest extends DroppedInTest {
    @TempDir private static Path desk;

    private static Author author;

    @BeforeAll
    static void an_author_begins() throws Exception {
        author = new Author(desk, Host.HOME);
    }

    @Test
    void a_notifier_is_told() throws Exception {
        Path told = place.resolve("told");
        watch("scanOn = \"open-exec\"");
        host.configure("org.example.mynotifier", "file = \"" + told + "\"").start();
        Path eicar = eicar("eicar.com");

        drop(author.plugin("notifier", "my-notifier", "MyNotifier"));

        until(
                "it writes its file",
                SOON,
                () -> {
                    assertThat(Outside.read(eicar).refused()).isTrue();
                    return Files.exists(told) && Files.readString(told).endsWith("\n");
                });
        assertThat(told).content().endsWith(" in " + eicar + "\n");
    }

    @Test
    void a_filter_exempts_until_it_is_taken_away() throws Exception {
        watch("scanOn = \"open-exec\"");
        host.start();
        Path byName = eicar("index.lock");
        Path other = eicar("eicar.com");
        assertThat(Outside.read(byName).refused()).isTrue();

        Path plugin = drop(author.plugin("filter", "my-filter", "MyFilter"));

        untilLetPass(byName);
        assertThat(Outside.read(other).refused()).isTrue();
        assertThat(host.verb("explain", byName.toString()).text())
                .contains("my-filter", "name index.lock");

        host.configure("org.example.myfilter", "names = [\"eicar.com\"]");
        untilLetPass(other);
        untilRefused(byName);

        Files.delete(plugin);
        untilRefused(other);
    }

    @Test
    void a_scanner_judges_where_a_watch_asks_for_it() throws Exception {
        watch(
                "scanOn = \"open-exec\"",
                "cache = \"none\"",
                "scanner.target = \"(nacre.scanner.name=my-scanner)\"");
        host.start();
        Path found = Files.writeString(folder.resolve("found"), "This is what MyScanner finds.");
        Path clean = Files.writeString(folder.resolve("clean"), "This is not.");

        drop(author.plugin("scanner", "my-scanner", "MyScanner"));

        untilRefused(found);
        assertThat(Outside.read(clean).succeeded()).isTrue();
        assertThat(value("a detection", SOON, host::detections, told -> !told.isEmpty()))
                .allSatisfy(
                        detection ->
                                assertThat(detection.getAsJsonObject().get("signature"))
                                        .hasToString("\"MyScanner.Text\""));

        host.configure("org.example.myscanner", "text = \"This is not.\"");
        untilRefused(clean);
        untilLetPass(found);
    }
}
