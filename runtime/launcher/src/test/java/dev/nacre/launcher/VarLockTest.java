/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VarLockTest {
    @TempDir private Path var;

    @BeforeEach
    void the_folder_for_it_exists() throws Exception {
        Files.createDirectory(var.resolve("run"));
    }

    @Test
    void the_file_says_which_process_holds_the_folder() throws Exception {
        try (VarLock lock = VarLock.take(var)) {
            assertThat(lock).isNotNull();
            assertThat(var.resolve("run/host.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_file_left_over_by_a_host_that_was_killed_means_nothing() throws Exception {
        Files.writeString(var.resolve("run/host.pid"), "1234567890\n");

        try (VarLock lock = VarLock.take(var)) {
            assertThat(lock).isNotNull();
            assertThat(var.resolve("run/host.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_second_taker_is_told_who_holds_it() throws Exception {
        try (VarLock lock = VarLock.take(var)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> VarLock.take(var))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(
                            "in use by a running host, process " + ProcessHandle.current().pid());
        }
    }
}
