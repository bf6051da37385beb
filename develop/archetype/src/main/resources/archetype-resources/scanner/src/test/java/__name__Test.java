package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ${name}Test {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ${name} scanner = new ${name}(Map.of("text", "wanted"));

    @Test
    void a_file_that_holds_the_text_is_infected() throws Exception {
        assertThat(scanner.scan(file("it is wanted here"), LIMIT))
                .isEqualTo(new Verdict.Infected("${name}.Text"));
    }

    @Test
    void a_text_across_two_blocks_is_found() throws Exception {
        for (int before = 64 * 1024 - 6; before <= 64 * 1024 + 6; before++) {
            assertThat(scanner.scan(file("x".repeat(before) + "wanted"), LIMIT))
                    .as("with %d bytes before it", before)
                    .isInstanceOf(Verdict.Infected.class);
        }
    }

    @Test
    void a_file_that_holds_a_part_of_it_is_clean() throws Exception {
        assertThat(scanner.scan(file("want"), LIMIT)).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.scan(file(""), LIMIT)).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_file_that_cannot_be_read_has_no_verdict() throws Exception {
        FileContent broken =
                new FakeFile(new byte[0]) {
                    @Override
                    public int read(ByteBuffer target, long position) throws IOException {
                        throw new IOException("Input/output error");
                    }
                };

        assertThat(scanner.scan(broken, LIMIT))
                .isInstanceOfSatisfying(
                        Verdict.Unscanned.class,
                        none -> assertThat(none.reason()).isEqualTo(UnscannedReason.UNREADABLE));
    }

    @Test
    void another_text_begins_another_epoch() {
        ScannerStatus before = scanner.status();
        assertThat(scanner.status()).isSameAs(before);

        scanner.modified(Map.of("text", "another"));

        assertThat(scanner.status().epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void a_wrong_configuration_is_refused_with_what_is_wrong() {
        assertThatThrownBy(() -> new ${name}(Map.of("text", "")))
                .hasMessageContaining("text");
    }

    private static FileContent file(String content) {
        return new FakeFile(content.getBytes(StandardCharsets.UTF_8));
    }

    private static class FakeFile implements FileContent {
        private final byte[] content;

        FakeFile(byte[] content) {
            this.content = content;
        }

        @Override
        public int descriptor() {
            return -1;
        }

        @Override
        public FileIdentity identify() {
            return new FileIdentity(1, 1, content.length, 0, 0);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            int length = (int) Math.min(target.remaining(), content.length - position);
            target.put(content, (int) position, length);
            return length;
        }
    }
}
