/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllowListTest {
    private static final String A = "0123456789abcdef".repeat(4);
    private static final String B = "f".repeat(64);

    @TempDir private Path etc;

    private AllowList list(String text) throws Exception {
        Path file = Files.writeString(etc.resolve("plugins.allow"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return AllowList.read(file);
    }

    @Test
    void without_a_list_all_are_allowed() throws Exception {
        assertThat(AllowList.read(etc.resolve("plugins.allow")).allows(A)).isTrue();
    }

    @Test
    void it_reads_what_sha256sum_prints_and_comments() throws Exception {
        AllowList list =
                list("# ours\n\n" + A + "  a.jar\n" + B.toUpperCase() + " */opt/b c.jar\n");

        assertThat(list.allows(A)).isTrue();
        assertThat(list.allows(B)).isTrue();
        assertThat(list.allows("0".repeat(64))).isFalse();
    }

    @Test
    void it_reads_names_that_sha256sum_escapes() throws Exception {
        assertThat(list("\\" + A + "  a\\\\b.jar\n").allows(A)).isTrue();
    }

    @Test
    void an_empty_list_allows_none() throws Exception {
        assertThat(list("").allows(A)).isFalse();
    }

    @Test
    void a_line_that_is_no_hash_is_named() {
        assertThatThrownBy(() -> list(A + "  a.jar\n" + A + "0  b.jar\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("plugins.allow line 2");
    }
}
