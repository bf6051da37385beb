/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a jar in {@code plugins/} is logged, and everything else goes on. */
class PluginsTest extends DistributionTest {
    private Path plugins;
    private Path eicar;

    @BeforeEach
    void copy_the_distribution() throws Exception {
        Path home = place.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        plugins = home.resolve("plugins");
        host.close();
        host = Host.in(place.resolve("other"), home).useClamd(sharedSocket());
        watch("scanOn = \"open-exec\"");
        eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
    }

    @AfterEach
    void it_guards_all_the_same() throws Exception {
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    void a_file_that_is_no_jar() throws Exception {
        Files.writeString(plugins.resolve("garbage.jar"), "this is no jar");
        host.start();
        logNames("garbage.jar");
    }

    @Test
    void a_bundle_that_lacks_what_it_imports() throws Exception {
        Manifest manifest = manifest("org.example.needy");
        manifest.getMainAttributes().putValue("Import-Package", "org.example.missing");
        jar("needy.jar", manifest);
        host.start();
        logNames("org.example.missing");
    }

    @Test
    void a_bundle_whose_activator_is_missing_while_the_host_runs() throws Exception {
        host.start();
        Manifest manifest = manifest("org.example.headless");
        manifest.getMainAttributes().putValue("Bundle-Activator", "org.example.Missing");
        jar("headless.jar", manifest);
        logNames("org.example.Missing");
    }

    private static Manifest manifest(String name) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        return manifest;
    }

    private void jar(String name, Manifest manifest) throws IOException {
        Path half = place.resolve(name);
        try (OutputStream out = new JarOutputStream(Files.newOutputStream(half), manifest)) {
            out.flush();
        }
        Files.move(half, plugins.resolve(name));
    }

    private void logNames(String text) throws Exception {
        Path log = host.var().resolve("log/nacre.log");
        until("the log names " + text, SOON, () -> Files.readString(log).contains(text));
    }
}
