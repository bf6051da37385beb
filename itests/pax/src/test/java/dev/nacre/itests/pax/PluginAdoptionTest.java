/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Who sees to plugins may be updated while they are at work. */
public class PluginAdoptionTest extends NacreTest {
    private static final String NAME = "example.adopted";

    @Test
    public void plugins_stay_at_work_and_are_seen_to_by_the_next() throws Exception {
        Path jar = Path.of(context.getProperty("nacre.plugins"), "adopted.jar");
        write(jar, "1.0.0");
        Bundle plugin = value("it is at work", SOON, () -> bundle(NAME), this::isActive);
        Bundle plugins = bundle("dev.nacre.plugins");

        plugins.stop();
        assertThat(isActive(plugin)).isTrue();
        plugins.start();

        assertThat(isActive(plugin)).isTrue();
        assertThat(bundle(NAME)).isSameAs(plugin);
        write(jar, "2.0.0");
        value(
                "the new one is at work",
                SOON,
                () -> bundle(NAME),
                b -> isActive(b) && b.getVersion().getMajor() == 2);
        Files.delete(jar);
        until("it is gone", SOON, () -> bundle(NAME) == null);
    }

    private boolean isActive(Bundle bundle) {
        return bundle != null && bundle.getState() == Bundle.ACTIVE;
    }

    private Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    private static void write(Path file, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", NAME);
        headers.putValue("Bundle-Version", version);
        try (OutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.flush();
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
