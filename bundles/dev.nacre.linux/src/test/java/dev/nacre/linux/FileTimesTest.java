/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTimesTest {
    private static final int CHANGES = 1000;

    @TempDir Path folder;

    @Test
    void where_times_are_said_to_be_fine_no_change_hides_from_who_looks() throws Exception {
        Path disk = Files.createFile(folder.resolve("disk"));
        Path memory = Files.createTempFile(Path.of("/dev/shm"), "nacre-times", null);
        try {
            for (Path file : new Path[] {disk, memory}) {
                assertThat(areFine(file)).as("%s", file).isEqualTo(hiding(file) == 0);
            }
        } finally {
            Files.delete(memory);
        }
    }

    @Test
    void of_a_file_system_without_such_times_they_are_not_fine() throws Exception {
        assertThat(areFine(Path.of("/proc/self/status"))).isFalse();
    }

    private static boolean areFine(Path file) throws IOException {
        int descriptor = Descriptors.open(BytePath.of(file.toString()), 0);
        try {
            return FileTimes.areFine(descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    /** How many changes a file's identity did not show. */
    private static int hiding(Path file) throws IOException {
        int hiding = 0;
        int descriptor = Descriptors.open(BytePath.of(file.toString()), 0);
        try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
            writer.write(0);
            for (int i = 0; i < CHANGES; i++) {
                long before = Descriptors.identify(descriptor).changed();
                writer.seek(0);
                writer.write(i);
                hiding += Descriptors.identify(descriptor).changed() == before ? 1 : 0;
            }
        } finally {
            Descriptors.close(descriptor);
        }
        return hiding;
    }
}
