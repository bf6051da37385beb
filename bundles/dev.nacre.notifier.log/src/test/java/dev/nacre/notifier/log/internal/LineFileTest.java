/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    private static final int LINE = 10;

    @TempDir Path folder;
    private Path path;

    @BeforeEach
    void name_the_file() {
        path = folder.resolve("log/detections.jsonl");
    }

    private Path aside(int number) {
        return path.resolveSibling("detections.jsonl." + number);
    }

    private static byte[] line(int number) {
        return "line %04d\n".formatted(number).getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<IOException> append(int keep, int... numbers) throws IOException {
        Optional<IOException> kept = Optional.empty();
        for (int number : numbers) {
            kept = new LineFile(path, 2 * LINE, keep).append(line(number));
        }
        return kept;
    }

    @Test
    void only_the_owner_may_read_the_file_and_the_folder_made_for_it() throws IOException {
        append(1, 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_full_file_is_put_aside_and_the_oldest_deleted() throws IOException {
        append(2, 1, 2, 3, 4, 5, 6, 7);
        assertThat(path).hasContent("line 0007");
        assertThat(aside(1)).hasContent("line 0005\nline 0006");
        assertThat(aside(2)).hasContent("line 0003\nline 0004");
        assertThat(aside(3)).doesNotExist();
    }

    @Test
    void where_fewer_are_to_be_kept_than_before_the_others_are_deleted() throws IOException {
        append(4, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(aside(4)).exists();
        append(1, 10, 11);
        assertThat(path).hasContent("line 0011");
        assertThat(aside(1)).hasContent("line 0009\nline 0010");
        assertThat(aside(2)).doesNotExist();
        assertThat(aside(4)).doesNotExist();
    }

    @Test
    void where_none_is_to_be_kept_the_file_begins_anew() throws IOException {
        append(0, 1, 2, 3);
        assertThat(path).hasContent("line 0003");
        assertThat(aside(1)).doesNotExist();
    }

    @Test
    void a_line_longer_than_a_file_may_be_is_written_to_a_file_of_its_own() throws IOException {
        new LineFile(path, 5, 2).append(line(1));
        assertThat(path).hasContent("line 0001");
        assertThat(aside(1)).doesNotExist();
    }

    @Test
    void a_file_that_was_moved_or_deleted_meanwhile_is_made_anew() throws IOException {
        append(1, 1);
        Path moved = Files.move(path, folder.resolve("moved"));
        append(1, 2);
        assertThat(moved).hasContent("line 0001");
        assertThat(path).hasContent("line 0002");
        Files.delete(path);
        Files.delete(path.getParent());
        append(1, 3);
        assertThat(path).hasContent("line 0003");
    }

    @Test
    void the_folder_may_be_a_link() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(path.getParent(), real);
        append(1, 1);
        assertThat(real.resolve("detections.jsonl")).hasContent("line 0001");
    }

    @Test
    void where_it_cannot_be_put_aside_lines_are_written_all_the_same() throws IOException {
        append(1, 1, 2);
        Files.createDirectories(aside(1).resolve("in the way"));
        assertThat(append(1, 3)).isPresent();
        assertThat(path).hasContent("line 0001\nline 0002\nline 0003");
        Files.delete(aside(1).resolve("in the way"));
        assertThat(append(1, 4)).isEmpty();
        assertThat(path).hasContent("line 0004");
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error() throws IOException {
        Files.writeString(path.getParent(), "a file");
        assertThatThrownBy(() -> append(1, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void a_full_disk_is_an_error() {
        assertThatThrownBy(() -> new LineFile(Path.of("/dev/full"), 100, 1).append(line(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }
}
