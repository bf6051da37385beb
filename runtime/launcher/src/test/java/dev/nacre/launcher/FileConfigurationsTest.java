/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileConfigurationsTest {
    @TempDir private Path store;

    @Test
    void what_came_from_a_file_is_forgotten_and_what_was_made_in_the_console_stays()
            throws Exception {
        Path folder = Files.createDirectories(store.resolve("dev/nacre"));
        Path fromFile = folder.resolve("watch%007ehome.config");
        Path fromConsole = folder.resolve("watch%007e1234.config");
        Files.writeString(
                fromFile,
                "paths=[ \\\n  \"/home\", \\\n  ]\n"
                        + "felix.fileinstall.filename=\"file:/etc/nacre/dev.nacre.watch-home.cfg\"\n");
        Files.writeString(fromConsole, "paths=[ \\\n  \"/srv\", \\\n  ]\n");

        FileConfigurations.forget(store);

        assertThat(fromFile).doesNotExist();
        assertThat(fromConsole).exists();
    }
}
