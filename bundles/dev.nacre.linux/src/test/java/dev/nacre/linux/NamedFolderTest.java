/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFolderTest {
    @TempDir Path folder;

    private static String whyNot(String path) {
        BytePath named = BytePath.of(path);
        try {
            Descriptors.close(NamedFolder.open(named));
            return "";
        } catch (LinuxException e) {
            return NamedFolder.whyNot(named, e);
        }
    }

    @Test
    void a_folder_is_opened_also_behind_a_link() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real/inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real.getParent());
        assertThat(whyNot(real.toString())).isEmpty();
        assertThat(whyNot(real + "//")).isEmpty();
        assertThat(whyNot(link.resolve("inner").toString())).isEmpty();
    }

    @Test
    void what_is_none_is_named_with_what_to_do() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(whyNot(link.toString()))
                .isEqualTo("is a symbolic link to " + real + ": name the folder it leads to");
        assertThat(whyNot(link + "/")).startsWith("is a symbolic link to " + real);
        assertThat(whyNot(file.toString()))
                .isEqualTo("is not a folder: name the folder that holds it");
        assertThat(whyNot(folder.resolve("nothing").toString()))
                .isEqualTo("does not exist: it is guarded as soon as it appears");
    }
}
