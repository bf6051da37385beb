/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoBundleTest {
    @TempDir private Path plugins;
    private final NoBundle noBundle = new NoBundle();

    @Test
    void a_file_that_is_no_jar_is_refused_by_name() throws IOException {
        File broken = plugins.resolve("broken.jar").toFile();
        Files.writeString(broken.toPath(), "junk");

        assertThat(noBundle.canHandle(broken)).isTrue();
        assertThatThrownBy(() -> noBundle.install(broken))
                .hasMessageContaining("broken.jar is no plugin: it cannot be read as a jar");
    }

    @Test
    void a_jar_without_a_symbolic_name_is_refused() throws IOException {
        File library = jar("library.jar", null);

        assertThat(noBundle.canHandle(library)).isTrue();
        assertThatThrownBy(() -> noBundle.install(library))
                .hasMessageContaining("its manifest has no Bundle-SymbolicName");
    }

    @Test
    void a_bundle_is_left_to_file_install() throws IOException {
        assertThat(noBundle.canHandle(jar("bundle.jar", "org.some"))).isFalse();
    }

    @Test
    void other_files_are_no_business_of_it() throws IOException {
        Path file = plugins.resolve("a.cfg");
        Files.writeString(file, "junk");

        assertThat(noBundle.canHandle(file.toFile())).isFalse();
    }

    private File jar(String name, String symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (symbolicName != null) {
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        }
        Path file = plugins.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.flush();
        }
        return file.toFile();
    }
}
