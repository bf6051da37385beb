/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeProbeTest {
    @TempDir Path folder;

    private static ChangeTrace probe(Path file) throws Exception {
        int descriptor = Descriptors.open(BytePath.of(file.toString()), 0);
        try {
            return ChangeProbe.of(descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    @Test
    void a_file_that_nobody_writes_leaves_a_trace_of_each_change() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThat(probe(file)).isEqualTo(ChangeTrace.TIMES);
    }

    @Test
    void a_file_open_for_writing_leaves_none() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            assertThat(probe(file)).isEqualTo(ChangeTrace.NONE);
            open.writeByte('y');
        }
        assertThat(probe(file)).isEqualTo(ChangeTrace.TIMES);
    }

    @Test
    void a_file_mapped_for_writing_leaves_none_though_it_was_closed() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        MappedByteBuffer mapped;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            mapped = open.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 1);
        }
        assertThat(probe(file)).isEqualTo(ChangeTrace.NONE);
        mapped.put(0, (byte) 'y');
    }

    @Test
    void in_memory_file_systems_times_are_not_trusted() throws Exception {
        Path file = Files.createTempFile(Path.of("/dev/shm"), "probe", null);
        try {
            assertThat(probe(file)).isEqualTo(ChangeTrace.WRITERS);
        } finally {
            Files.delete(file);
        }
    }
}
