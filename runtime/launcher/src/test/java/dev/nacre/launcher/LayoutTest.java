/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayoutTest {
    @TempDir private Path directory;

    @Test
    void what_the_host_keeps_is_for_its_own_user_alone() throws Exception {
        Layout layout = withEtc("etc");

        layout.prepare();

        for (Path made : new Path[] {layout.var(), layout.var().resolve("quarantine")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void without_a_configuration_folder_the_host_does_not_start() {
        Layout layout = new Layout(directory, directory.resolve("none"), directory.resolve("var"));

        assertThatThrownBy(layout::prepare)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(directory.resolve("none").toString())
                .hasMessageContaining("--etc");
        assertThat(directory.resolve("var")).doesNotExist();
    }

    @Test
    void a_comma_in_the_name_of_a_watched_folder_is_refused() throws IOException {
        Layout layout = withEtc("a,b");

        assertThatThrownBy(layout::prepare)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("comma");
    }

    @Test
    void a_file_where_var_should_be_is_named() throws IOException {
        Layout layout = withEtc("etc");
        Files.createFile(layout.var());

        assertThatThrownBy(layout::prepare)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(layout.var().toString());
    }

    private Layout withEtc(String name) throws IOException {
        Path etc = Files.createDirectories(directory.resolve(name));
        return new Layout(directory.resolve("home"), etc, directory.resolve("var"));
    }
}
