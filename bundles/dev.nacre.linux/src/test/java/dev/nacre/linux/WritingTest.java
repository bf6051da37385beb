/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {
    @TempDir Path folder;

    private Path file;
    private int descriptor;

    @BeforeEach
    void create() throws Exception {
        file = folder.resolve("f");
        BytePath path = BytePath.of(file.toString());
        int flags = Fcntl.O_RDWR | Fcntl.O_CREAT | Fcntl.O_EXCL;
        descriptor = Descriptors.openAt(Fcntl.AT_FDCWD, path, flags, 0600);
    }

    @AfterEach
    void close() {
        Descriptors.close(descriptor);
    }

    @Test
    void more_than_one_buffer_is_written_whole_and_in_order() throws Exception {
        byte[] content = new byte[200_001];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 3);
        }
        Descriptors.write(descriptor, ByteBuffer.wrap(content));
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void times_are_set_to_the_nanosecond_before_and_after_1970() throws Exception {
        for (long nanos : new long[] {1_700_000_000_123_456_789L, -1_500_000_001L}) {
            Descriptors.setTimes(descriptor, nanos + 1, nanos);
            FileStatus status = new FileStatus();
            assertThat(status.read(descriptor)).isTrue();
            assertThat(status.modified()).isEqualTo(nanos);
            assertThat(status.accessed()).isEqualTo(nanos + 1);
        }
    }

    @Test
    void an_extended_attribute_comes_back_as_it_was_set() throws Exception {
        assumeThat(
                        Files.getFileStore(folder)
                                .supportsFileAttributeView(UserDefinedFileAttributeView.class))
                .as("user attributes on %s", folder)
                .isTrue();
        BytePath name = BytePath.of("user.pearl");
        byte[] value = "\0grey\0".getBytes(StandardCharsets.UTF_8);
        ExtendedAttributes.set(descriptor, name, value);
        ExtendedAttributes.set(descriptor, BytePath.of("user.empty"), new byte[0]);
        assertThat(ExtendedAttributes.names(descriptor)).contains(name, BytePath.of("user.empty"));
        assertThat(ExtendedAttributes.get(descriptor, name)).isEqualTo(value);
        assertThat(ExtendedAttributes.get(descriptor, BytePath.of("user.empty"))).isEmpty();
    }

    @Test
    void an_attribute_that_is_not_there_is_an_error_that_says_so() {
        assertThatThrownBy(() -> ExtendedAttributes.get(descriptor, BytePath.of("user.none")))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        e -> assertThat(e.errno()).isIn(Errno.ENODATA, Errno.EOPNOTSUPP));
    }
}
