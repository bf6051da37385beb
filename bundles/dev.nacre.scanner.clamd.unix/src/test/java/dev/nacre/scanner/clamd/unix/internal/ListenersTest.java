/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    private static final String TABLE =
            """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000000000000: 00000002 00000000 00010000 0001 01 700 /run/clamav/clamd.ctl
            0000000000000000: 00000003 00000000 00000000 0001 03 701 /run/clamav/clamd.ctl
            0000000000000000: 00000002 00000000 00010000 0001 01 702 /run/other
            0000000000000000: 00000003 00000000 00000000 0001 03 703
            """;

    @TempDir Path proc;

    @BeforeEach
    void table() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/unix"), TABLE);
    }

    private void process(int pid, String... sockets) throws IOException {
        Path folder = proc.resolve(Integer.toString(pid));
        Files.createDirectories(folder.resolve("fd"));
        Files.createDirectories(folder.resolve("net"));
        Files.writeString(folder.resolve("net/unix"), TABLE);
        for (int i = 0; i < sockets.length; i++) {
            Files.createSymbolicLink(
                    folder.resolve("fd/" + i), Path.of("socket:[" + sockets[i] + "]"));
        }
    }

    private Set<Integer> of(long named) {
        return new Listeners(proc).of(named, Path.of("/run/clamav/clamd.ctl"));
    }

    @Test
    void whom_the_kernel_names_is_taken_where_it_holds_the_socket() throws Exception {
        process(40, "1", "700");
        process(41, "700");
        assertThat(of(40)).containsExactly(40);
    }

    @Test
    void with_socket_activation_it_is_who_inherited_the_socket_and_never_the_system_manager()
            throws Exception {
        process(1, "700", "702");
        process(50, "700");
        process(51, "701", "702", "703");
        assertThat(of(1)).containsExactly(50);
    }

    @Test
    void a_number_that_went_to_another_process_exempts_nobody() throws Exception {
        process(40, "702");
        assertThat(of(40)).isEmpty();
        assertThat(of(99)).isEmpty();
        assertThat(of(0)).isEmpty();
    }
}
