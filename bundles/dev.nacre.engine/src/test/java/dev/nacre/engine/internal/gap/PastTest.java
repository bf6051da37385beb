/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastTest {
    private static final BytePath ODD = BytePath.of(new byte[] {'/', 'n', '\n', ' ', (byte) 0xff});
    private static final Map<BytePath, Long> MOMENTS =
            Map.of(BytePath.of("/srv/a b"), 1_700_000_000_123L, ODD, 1_700_000_001_000L);
    private static final long NOW = 1_700_000_100_000L;

    @TempDir Path folder;

    private Path path;
    private MomentFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("guarded");
        file = new MomentFile(folder);
    }

    @Test
    void what_was_written_is_read_whatever_the_names_are() throws Exception {
        file.write(Map.of());
        file.write(MOMENTS);
        assertThat(Past.read(file, NOW)).isEqualTo(MOMENTS);
        assertThat(folder.toFile().list()).containsExactly("guarded");
    }

    @Test
    void without_a_record_there_is_no_past() {
        assertThat(Past.read(file, NOW)).isEmpty();
    }

    @Test
    void a_record_that_ends_early_or_was_changed_is_not_believed_and_can_be_replaced()
            throws Exception {
        file.write(MOMENTS);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(Past.read(file, NOW)).as("%d bytes", length).isEmpty();
        }
        String changed = new String(whole, StandardCharsets.UTF_8).replace("srv", "var");
        Files.writeString(path, changed);
        assertThat(Past.read(file, NOW)).isEmpty();
        file.write(MOMENTS);
        assertThat(Past.read(file, NOW)).isEqualTo(MOMENTS);
    }

    @Test
    void of_a_moment_in_the_future_only_the_time_since_the_machine_started_is_left()
            throws Exception {
        BytePath later = BytePath.of("/later");
        file.write(Map.of(ODD, NOW - 1, later, NOW + 1));
        Map<BytePath, Long> past = Past.read(file, NOW);
        assertThat(past).containsEntry(ODD, NOW - 1);
        assertThat(past.get(later)).isLessThan(NOW);
    }
}
