/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RawBytesTest {
    @Test
    void a_path_keeps_every_byte() {
        byte[] bytes = new byte[256];
        bytes[0] = '/';
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = (byte) (i == '/' ? 'x' : i);
        }
        Path path = RawBytes.path(new byte[] {'/'}, bytes);
        assertThat(RawBytes.decode(path.toUri().getRawPath())).isEqualTo(bytes);
    }

    @Test
    void a_relative_path_begins_at_the_folder() {
        byte[] folder = "/a b".getBytes(StandardCharsets.US_ASCII);
        byte[] name = "c".getBytes(StandardCharsets.US_ASCII);
        assertThat(RawBytes.path(folder, name)).isEqualTo(Path.of("/a b/c"));
    }

    @Test
    void arguments_are_the_last_ones_empty_ones_too() {
        assertThat(RawBytes.split(new byte[] {'a', 0, 0, 'b', 'c', 0}))
                .containsExactly(new byte[] {'a'}, new byte[0], new byte[] {'b', 'c'});
    }

    @Test
    void the_working_directory_is_that_of_the_process() throws Exception {
        assertThat(RawBytes.workingDirectory())
                .isEqualTo(Path.of("").toRealPath().toString().getBytes(StandardCharsets.UTF_8));
    }
}
