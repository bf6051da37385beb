/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.NativeBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedFolderTest {
    private static final BytePath JAR = BytePath.of("a.jar");

    /** Below a folder that anybody may write and that is sticky. */
    @TempDir private Path place;

    private Path plugins;

    @BeforeEach
    void make_a_folder() throws Exception {
        plugins = Files.createDirectory(place.toRealPath().resolve("plugins"));
        allow(plugins, "rwxr-xr-x");
    }

    private static void allow(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private TrustedFolder open() throws Exception {
        return TrustedFolder.open(BytePath.of(plugins.toString()));
    }

    @Test
    void it_lists_the_names_that_end_so() throws Exception {
        Files.createFile(plugins.resolve("a.jar"));
        Files.createFile(plugins.resolve("README"));
        try (TrustedFolder folder = open()) {
            assertThat(folder.names(".jar", new NativeBuffer(4096))).containsExactly(JAR);
        }
    }

    @Test
    void one_that_a_group_may_write_is_not_opened() throws Exception {
        allow(plugins, "rwxrwxr-x");
        assertThatThrownBy(this::open)
                .isInstanceOf(Refused.class)
                .hasMessageContaining(plugins + " can be written by others")
                .hasMessageContaining("mode 0775")
                .hasMessageContaining("chmod go-w " + plugins);
    }

    @Test
    void nor_is_one_below_a_folder_that_anybody_may_write() throws Exception {
        allow(plugins.getParent(), "rwxrwxrwx");
        assertThatThrownBy(this::open)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("chmod go-w " + plugins.getParent());
    }

    @Test
    void a_link_on_the_way_is_not_followed() throws Exception {
        Path link = plugins.resolveSibling("link");
        Files.createSymbolicLink(link, plugins);
        assertThatThrownBy(() -> TrustedFolder.open(BytePath.of(link.toString())))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("link to one is not followed");
    }

    @Test
    void a_copy_has_the_bytes_and_their_hash_and_goes_when_it_is_closed() throws Exception {
        Files.writeString(plugins.resolve("a.jar"), "abc");
        allow(plugins.resolve("a.jar"), "rw-r--r--");
        try (TrustedFolder folder = open()) {
            JarCopy copy = JarCopy.take(folder, JAR, folder.identify(JAR), place).orElseThrow();
            assertThat(copy.file()).hasContent("abc");
            // FIPS 180-2, B.1
            assertThat(copy.sha256())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            copy.close();
            assertThat(copy.file()).doesNotExist();
        }
    }

    @Test
    void a_file_that_has_changed_since_it_was_looked_at_is_not_taken() throws Exception {
        Files.writeString(plugins.resolve("a.jar"), "abc");
        allow(plugins.resolve("a.jar"), "rw-r--r--");
        try (TrustedFolder folder = open()) {
            var looked = folder.identify(JAR);
            Files.writeString(plugins.resolve("a.jar"), "abcd");
            assertThat(JarCopy.take(folder, JAR, looked, place)).isEqualTo(Optional.empty());
            assertThat(place.toFile().list()).containsExactly("plugins");
        }
    }

    @Test
    void a_file_stays_the_one_that_was_opened_whatever_takes_its_name() throws Exception {
        Path jar = Files.writeString(plugins.resolve("a.jar"), "abc");
        allow(jar, "rw-r--r--");
        try (TrustedFolder folder = open()) {
            int descriptor = folder.open(JAR, JAR);
            Files.move(Files.writeString(place.resolve("other"), "xyz"), jar.resolveSibling("b"));
            Files.delete(jar);
            Files.move(jar.resolveSibling("b"), jar);
            var bytes = java.nio.ByteBuffer.allocate(3);
            Descriptors.read(descriptor, bytes, 0);
            Descriptors.close(descriptor);
            assertThat(new String(bytes.array(), StandardCharsets.US_ASCII)).isEqualTo("abc");
        }
    }

    @Test
    void what_has_gone_is_not_there() throws Exception {
        try (TrustedFolder folder = open()) {
            assertThat(folder.identify(JAR)).isNull();
        }
    }
}
