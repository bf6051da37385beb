/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir Path folder;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void isAlone(Path file) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_new_one_is_nobody_elses_to_read() throws Exception {
        Path file = folder.resolve("f");
        WholeFile.write(file, "größe\n");
        assertThat(Files.readString(file)).isEqualTo("größe\n");
        assertThat(mode(file)).isEqualTo("rw-------");
        isAlone(file);
    }

    @Test
    void one_that_is_there_keeps_its_mode() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "something longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        WholeFile.write(file, "new");
        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(mode(file)).isEqualTo("rw-r-----");
        isAlone(file);
    }

    @Test
    void who_has_the_one_before_open_reads_it_to_its_end() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "before");
        try (var open = Files.newInputStream(file)) {
            WholeFile.write(file, "new");
            assertThat(open.readAllBytes()).asString().isEqualTo("before");
        }
    }

    @Test
    void what_cannot_be_written_leaves_nothing_behind() throws Exception {
        Path file = folder.resolve("f");
        Files.createDirectories(file.resolve("in the way"));
        assertThatThrownBy(() -> WholeFile.write(file, "new")).isInstanceOf(IOException.class);
        isAlone(file);
    }
}
