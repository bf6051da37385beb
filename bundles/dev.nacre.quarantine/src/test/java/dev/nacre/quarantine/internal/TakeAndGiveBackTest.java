/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.ExtendedAttributes;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeAndGiveBackTest {
    /** {@code user::rw-,user:1000:r--,group::r--,mask::rw-,other::---}, little endian (acl(5)). */
    private static final byte[] ACL =
            HexFormat.of()
                    .parseHex(
                            "02000000"
                                    + "01000600ffffffff"
                                    + "02000400e8030000"
                                    + "04000400ffffffff"
                                    + "10000600ffffffff"
                                    + "20000000ffffffff");

    private static final BytePath ACL_NAME = BytePath.of("system.posix_acl_access");
    private static final BytePath USER_NAME = BytePath.of("user.pearl");

    @TempDir Path folder;

    private Bench bench;
    private FolderQuarantine quarantine;

    @BeforeEach
    void start() {
        bench = new Bench(folder);
        quarantine = bench.start();
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    @Test
    void a_file_that_is_taken_is_kept_and_its_name_is_gone() throws Exception {
        BytePath path = bench.create("f", "grey pearl");
        QuarantineEntry entry = Bench.take(quarantine, path);

        bench.assertFiles();
        assertThat(entry.id()).matches("[a-z0-9]{10}");
        assertThat(entry.path()).isEqualTo(path);
        assertThat(entry.signature()).isEqualTo(Bench.SIGNATURE);
        assertThat(entry.taken()).isEqualTo(bench.now);
        assertThat(entry.size()).isEqualTo(10);
        assertThat(entry.mode()).isEqualTo(0644);
        assertThat(entry.links()).isEqualTo(1);
        assertThat(quarantine.find(entry.id())).contains(entry);
        assertThat(quarantine.list()).containsExactly(entry);
        assertThat(quarantine.findings()).isEmpty();
    }

    @Test
    void what_is_kept_can_be_found_and_executed_by_nobody() throws Exception {
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "grey pearl"));
        BytePath data = bench.vault().resolve(BytePath.of(entry.id() + ".data"));
        assertThat(Bench.text(data)).startsWith("nacre quarantine 1").doesNotContain("pearl");
        FileStatus status = new FileStatus();
        assertThat(status.read(Fcntl.AT_FDCWD, data)).isTrue();
        assertThat(status.mode() & 07777).isEqualTo(0600);
        assertThat(status.read(Fcntl.AT_FDCWD, bench.vault())).isTrue();
        assertThat(status.mode() & 07777).isEqualTo(0700);
    }

    @Test
    void bytes_owner_mode_attributes_and_times_come_back() throws Exception {
        assumeThat(LibC.geteuid()).as("root, who may give files away").isZero();
        byte[] content = new byte[200_003];
        new Random(5).nextBytes(content);
        BytePath path = bench.file("f");
        Bench.create(path, content);
        int file = Descriptors.open(path, Fcntl.O_RDWR);
        assertThat(LibC.fchown(file, 1234, 4321)).isZero();
        assertThat(LibC.fchmod(file, 04660)).isZero();
        ExtendedAttributes.set(file, ACL_NAME, ACL);
        boolean attributes = allowsUserAttributes(file);
        Descriptors.setTimes(file, 1_600_000_000_000_000_001L, 1_700_000_000_123_456_789L);
        Descriptors.close(file);

        QuarantineEntry entry = Bench.take(quarantine, path);
        bench.stop();
        quarantine = bench.start();
        assertThat(quarantine.find(entry.id())).contains(entry);
        assertThat(quarantine.restore(entry.id(), Optional.empty())).isEqualTo(path);

        FileStatus status = new FileStatus();
        assertThat(status.read(Fcntl.AT_FDCWD, path)).isTrue();
        assertThat(status.modified()).isEqualTo(1_700_000_000_123_456_789L);
        assertThat(status.accessed()).isEqualTo(1_600_000_000_000_000_001L);
        assertThat(status.uid()).isEqualTo(1234);
        assertThat(status.gid()).isEqualTo(4321);
        assertThat(status.mode() & 07777).isEqualTo(04660);
        assertThat(Bench.bytes(path)).isEqualTo(content);
        try (OpenFile open = Bench.open(path)) {
            assertThat(ExtendedAttributes.get(open.descriptor(), ACL_NAME)).isEqualTo(ACL);
            if (attributes) {
                assertThat(ExtendedAttributes.get(open.descriptor(), USER_NAME))
                        .isEqualTo(new byte[] {0, -1, 7});
            }
        }
        bench.assertFiles("f");
        bench.assertNothingKept();
        assertThat(quarantine.list()).isEmpty();
    }

    /** tmpfs has them from Linux 6.6 on. */
    private static boolean allowsUserAttributes(int file) {
        try {
            ExtendedAttributes.set(file, USER_NAME, new byte[] {0, -1, 7});
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    @Test
    void names_that_are_no_text_come_back() throws Exception {
        byte[] name = {'a', ' ', '\n', (byte) 0xff, '\\', '"', 0x1b};
        BytePath path = BytePath.of(bench.files().toString()).resolve(BytePath.of(name));
        Bench.create(path, new byte[] {1});
        QuarantineEntry entry = Bench.take(quarantine, path);
        bench.stop();
        quarantine = bench.start();
        assertThat(quarantine.list()).containsExactly(entry);
        assertThat(quarantine.restore(entry.id(), Optional.empty())).isEqualTo(path);
        assertThat(Bench.bytes(path)).containsExactly(1);
    }

    @Test
    void an_empty_file_comes_back() throws Exception {
        BytePath path = bench.create("f", "");
        quarantine.restore(Bench.take(quarantine, path).id(), Optional.empty());
        assertThat(Bench.bytes(path)).isEmpty();
    }

    @Test
    void other_names_of_a_file_are_counted_and_stay() throws Exception {
        BytePath path = bench.create("f", "x");
        Files.createLink(bench.files().resolve("other"), bench.files().resolve("f"));
        assertThat(Bench.take(quarantine, path).links()).isEqualTo(2);
        bench.assertFiles("other");
    }

    @Test
    void damaged_bytes_are_not_given_back() throws Exception {
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "grey pearl"));
        Path data = folder.resolve("quarantine").resolve(entry.id() + ".data");
        byte[] kept = Files.readAllBytes(data);
        kept[kept.length - 1] ^= 1;
        Files.write(data, kept);
        assertThatThrownBy(() -> quarantine.restore(entry.id(), Optional.empty()))
                .hasMessageContaining("is damaged: its SHA-256 is not " + entry.sha256());
        assertThat(quarantine.list()).containsExactly(entry);
        bench.assertFiles();
    }

    @Test
    void what_is_deleted_is_gone_for_good() throws Exception {
        QuarantineEntry entry = Bench.take(quarantine, bench.create("f", "x"));
        quarantine.delete(entry.id());
        assertThat(quarantine.list()).isEmpty();
        bench.assertNothingKept();
        assertThatThrownBy(() -> quarantine.delete(entry.id()))
                .hasMessageContaining("There is no " + entry.id() + " in quarantine");
        assertThatThrownBy(() -> quarantine.restore(entry.id(), Optional.empty()))
                .hasMessageContaining("There is no " + entry.id() + " in quarantine");
    }

    @Test
    void removing_a_file_keeps_nothing() throws Exception {
        BytePath path = bench.create("f", "x");
        try (OpenFile file = Bench.open(path)) {
            quarantine.remove(file, path);
        }
        bench.assertFiles();
        bench.assertNothingKept();
        assertThat(quarantine.list()).isEmpty();
    }

    @Test
    void files_are_listed_the_oldest_first() throws Exception {
        Instant first = bench.now;
        QuarantineEntry old = Bench.take(quarantine, bench.create("a", "x"));
        bench.now = first.minusSeconds(1);
        QuarantineEntry older = Bench.take(quarantine, bench.create("b", "x"));
        assertThat(quarantine.list()).containsExactly(older, old);
    }

    @Test
    void many_files_are_taken_at_once() throws Exception {
        List<BytePath> paths =
                IntStream.range(0, 24)
                        .mapToObj(i -> bench.file("f" + i))
                        .peek(path -> write(path))
                        .toList();
        paths.parallelStream().forEach(path -> takeUnchecked(path));
        bench.assertFiles();
        assertThat(quarantine.list())
                .extracting(QuarantineEntry::path)
                .containsExactlyInAnyOrderElementsOf(paths);
        for (QuarantineEntry entry : quarantine.list()) {
            quarantine.restore(entry.id(), Optional.empty());
            assertThat(Bench.text(entry.path())).isEqualTo(entry.path().toString());
        }
    }

    private static void write(BytePath path) {
        try {
            Bench.create(path, path.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeUnchecked(BytePath path) {
        try {
            Bench.take(quarantine, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
