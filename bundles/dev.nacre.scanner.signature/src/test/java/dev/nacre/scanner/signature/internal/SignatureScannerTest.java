/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureScannerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    private static final Verdict TEST_FILE = new Verdict.Infected("Eicar-Signature");

    @TempDir Path folder;
    private SignatureScanner scanner = new SignatureScanner(Map.of());

    @AfterEach
    void stop() {
        scanner.deactivate();
    }

    private void withLists() {
        scanner.modified(Map.of("databases", new String[] {folder.toString()}));
    }

    private void list(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines), StandardCharsets.ISO_8859_1);
    }

    private Verdict scan(String content) throws InterruptedException {
        return scanner.scan(MemoryFile.of(content), LIMIT);
    }

    private static String hash(Algorithm algorithm, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return HexFormat.of().formatHex(algorithm.digest().digest(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \t\n\r\u001a"})
    void the_eicar_test_file_is_found_with_any_white_space_behind_it(String tail) throws Exception {
        assertThat(scan(EICAR + tail)).isEqualTo(TEST_FILE);
    }

    @Test
    void the_eicar_test_file_is_found_up_to_its_greatest_length() throws Exception {
        assertThat(scan(EICAR + " ".repeat(60))).isEqualTo(TEST_FILE);
        assertThat(scan(EICAR + " ".repeat(61))).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void what_only_resembles_the_eicar_test_file_is_clean() throws Exception {
        assertThat(scan("")).isEqualTo(Verdict.CLEAN);
        assertThat(scan(" " + EICAR)).isEqualTo(Verdict.CLEAN);
        assertThat(scan(EICAR + "x")).isEqualTo(Verdict.CLEAN);
        assertThat(scan(EICAR + "\0")).isEqualTo(Verdict.CLEAN);
        assertThat(scan(EICAR.substring(0, 67))).isEqualTo(Verdict.CLEAN);
        assertThat(scan(EICAR.replace('H', 'h'))).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void files_are_found_by_each_kind_of_hash() throws Exception {
        list("a.hdb", "# a comment", "", hash(Algorithm.MD5, "one") + ":3:One.Md5");
        list(
                "b.hsb",
                hash(Algorithm.SHA1, "two") + ":3:Two.Sha1:73",
                hash(Algorithm.SHA256, "three").toUpperCase(Locale.ROOT) + ":*:Three.Sha256:73");
        withLists();
        assertThat(scan("one")).isEqualTo(new Verdict.Infected("One.Md5"));
        assertThat(scan("two")).isEqualTo(new Verdict.Infected("Two.Sha1"));
        assertThat(scan("three")).isEqualTo(new Verdict.Infected("Three.Sha256"));
        assertThat(scan("six")).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.status().detail()).contains("3 signatures from 2 lists");
    }

    @Test
    void a_hash_counts_with_its_size_only() throws Exception {
        list("a.hdb", hash(Algorithm.MD5, "one") + ":4:Other.Size");
        withLists();
        assertThat(scan("one")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_file_that_no_signature_could_fit_is_not_read() throws Exception {
        list("a.hdb", hash(Algorithm.MD5, "one") + ":3:One");
        withLists();
        MemoryFile file = MemoryFile.of("something longer");
        assertThat(scanner.scan(file, LIMIT)).isEqualTo(Verdict.CLEAN);
        assertThat(file.reads()).hasValue(0);
    }

    @Test
    void a_wrong_line_is_named_and_the_others_count() throws Exception {
        list(
                "a.hdb",
                "nonsense",
                hash(Algorithm.MD5, "one") + ":3:One",
                "abc:3:Short",
                hash(Algorithm.MD5, "two") + ":x:Size",
                hash(Algorithm.MD5, "two") + ":3:",
                "z".repeat(32) + ":3:Hex",
                "six",
                "seven");
        withLists();
        assertThat(scan("one")).isEqualTo(new Verdict.Infected("One"));
        assertThat(scanner.findings())
                .extracting(finding -> finding.message().substring(folder.toString().length()))
                .containsExactly(
                        "/a.hdb line 1 is not HASH:SIZE:NAME. The rest is in force.",
                        "/a.hdb line 3 its hash is no MD5, SHA1 or SHA256. The rest is in force.",
                        "/a.hdb line 4 its size is neither a number of bytes nor *. The rest is in"
                                + " force.",
                        "/a.hdb line 5 has no name. The rest is in force.",
                        "/a.hdb line 6 its hash is not hexadecimal. The rest is in force.",
                        "/a.hdb has 2 more wrong lines. The rest is in force.");
    }

    @Test
    void a_folder_that_is_missing_is_named_and_used_when_it_is_there() throws Exception {
        Path later = folder.resolve("later");
        scanner.modified(Map.of("databases", new String[] {later.toString()}));
        assertThat(scanner.findings()).hasSize(1);
        assertThat(scanner.findings().get(0).message()).contains(later.toString());
        assertThat(scan(EICAR)).isEqualTo(TEST_FILE);
        Files.createDirectories(later);
        scanner.look();
        assertThat(scanner.findings()).isEmpty();
    }

    @Test
    void lists_that_change_make_a_new_epoch_and_only_then() throws Exception {
        withLists();
        ScannerStatus before = scanner.status();
        scanner.look();
        assertThat(scanner.status()).isSameAs(before);
        list("a.hsb", hash(Algorithm.SHA256, "one") + ":3:One");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (scanner.status() == before) {
            assertThat(System.nanoTime()).as("not noticed by itself").isLessThan(end);
            Thread.sleep(20);
        }
        assertThat(scanner.status().epoch()).isNotEqualTo(before.epoch());
        assertThat(scan("one")).isEqualTo(new Verdict.Infected("One"));
    }

    @Test
    void a_wrong_configuration_leaves_the_lists_before_in_force() throws Exception {
        list("a.hdb", hash(Algorithm.MD5, "one") + ":3:One");
        withLists();
        scanner.modified(Map.of("databases", new String[] {"relative"}));
        assertThat(scanner.findings()).hasSize(1);
        assertThat(scan("one")).isEqualTo(new Verdict.Infected("One"));
    }

    @Test
    void a_file_that_cannot_be_read_or_takes_too_long_is_not_clean() throws Exception {
        Verdict unreadable = scanner.scan(MemoryFile.of((byte[]) null), LIMIT);
        assertThat(((Verdict.Unscanned) unreadable).reason()).isEqualTo(UnscannedReason.UNREADABLE);
        list("a.hsb", hash(Algorithm.SHA256, "x") + ":*:X:73");
        withLists();
        Verdict slow = scanner.scan(MemoryFile.of(new byte[1000]), Duration.ofNanos(1));
        assertThat(((Verdict.Unscanned) slow).reason()).isEqualTo(UnscannedReason.TIMED_OUT);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> scanner.scan(MemoryFile.of(new byte[1000]), LIMIT))
                .isInstanceOf(InterruptedException.class);
    }
}
