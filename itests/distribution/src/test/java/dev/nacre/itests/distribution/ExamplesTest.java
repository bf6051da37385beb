/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The plugins in examples/. */
class ExamplesTest extends DroppedInTest {
    @Test
    void the_status_bar_shows_what_was_detected() throws Exception {
        Path line = place.resolve("line");
        watch("scanOn = \"open-exec\"");
        host.configure("org.example.statusbar", "file = \"" + line + "\"").start();
        Path eicar = eicar("eicar.com");

        drop(jarOf("org.example.statusbar.StatusBar"));

        until(
                "the line is there",
                SOON,
                () -> {
                    assertThat(Outside.read(eicar).refused()).isTrue();
                    return Files.exists(line);
                });
        assertThat(line).content().containsPattern(" [1-9]\\d* detected, last .+ in " + eicar);
    }

    @Test
    void the_build_tree_is_exempt_for_the_compiler_only() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Path inside = eicar("tree/eicar.com");
        Path outside = eicar("eicar.com");
        Path compiler = Path.of("/usr/bin/cat").toRealPath();
        watch("scanOn = \"open-exec\"");
        host.configure(
                        "org.example.buildtree-test",
                        "folders = [\"" + tree + "\"]",
                        "programs = [\"" + compiler + "\"]")
                .start();
        assertThat(Outside.read(inside).refused()).isTrue();

        drop(jarOf("org.example.buildtree.BuildTree"));

        untilLetPass(inside);
        assertThat(Outside.read(outside).refused()).isTrue();
        assertThat(Outside.run("head", inside.toString()).refused()).isTrue();
    }

    /** The bundle in whose jar such a component is; its classes are not for here. */
    private static Path jarOf(String component) throws Exception {
        URL description = ExamplesTest.class.getResource("/OSGI-INF/" + component + ".xml");
        JarURLConnection inside = (JarURLConnection) description.openConnection();
        return Path.of(inside.getJarFileURL().toURI());
    }
}
