/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final long MACHINE = 4_000_000L * 1024;

    @TempDir Path folder;

    @BeforeEach
    void a_machine_of_four_gigabytes() throws IOException {
        write("proc/meminfo", "MemTotal:        4000000 kB\nMemFree:  1234 kB\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private long bytes() {
        return new Memory(folder.resolve("proc")).bytes();
    }

    @Test
    void all_of_the_machine_without_a_group() {
        assertThat(bytes()).isEqualTo(MACHINE);
    }

    @Test
    void what_the_service_is_limited_to() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/nacre.service\n");
        write("sys/fs/cgroup/system.slice/memory.max", "max\n");
        write("sys/fs/cgroup/system.slice/nacre.service/memory.max", "268435456\n");
        assertThat(bytes()).isEqualTo(268_435_456);
    }

    @Test
    void what_a_group_around_it_is_limited_to_where_that_is_less() throws IOException {
        write("proc/self/cgroup", "0::/pods/one\n");
        write("sys/fs/cgroup/pods/memory.max", "134217728\n");
        write("sys/fs/cgroup/pods/one/memory.max", "268435456\n");
        assertThat(bytes()).isEqualTo(134_217_728);
    }

    @Test
    void the_limit_of_a_group_of_the_first_version() throws IOException {
        write("proc/self/cgroup", "4:cpu,memory:/box\n1:name=systemd:/\n0::/\n");
        write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "100000000\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(bytes()).isEqualTo(100_000_000);
    }

    @Test
    void nothing_where_the_machine_does_not_tell() throws IOException {
        write("proc/meminfo", "");
        assertThat(bytes()).isZero();
    }

    @Test
    void this_machine_tells() {
        assertThat(Memory.OF_THIS_PROCESS.bytes()).isGreaterThan(100_000_000);
    }
}
