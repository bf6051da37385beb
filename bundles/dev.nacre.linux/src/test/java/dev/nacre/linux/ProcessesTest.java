/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    @Test
    void this_process_is_told_with_its_groups_and_its_control_group() throws Exception {
        int pid = (int) ProcessHandle.current().pid();
        Accessor self = Processes.find(pid).orElseThrow();
        assertThat(self.executable().name()).isEqualTo(BytePath.of("java"));
        assertThat(self.groups())
                .contains((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
        Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.startsWith("0::"))
                .forEach(
                        line ->
                                assertThat(self.controlGroup())
                                        .isEqualTo(BytePath.of(line.substring(3))));
        assertThat(self.ancestors()).isNotEmpty();
        assertThat(self.ancestors().get(0).groups()).isEmpty();
    }

    @Test
    void a_process_that_has_ended_is_not_there() throws Exception {
        Process process = new ProcessBuilder("true").start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Processes.find((int) process.pid())).isEmpty();
    }

    @Test
    void groups_are_the_effective_and_the_supplementary_ones() {
        assertThat(
                        Processes.groups(
                                "Name:\tx\nGid:\t1\t2\t3\t4\nGroups:\t5 4294967294 \nNgid:\t9\n"))
                .containsExactlyInAnyOrder(2, 5, -2);
        assertThat(Processes.groups("Name:\tx\nGid:\t7\t7\t7\t7\nGroups:\t\n")).containsExactly(7);
    }

    @Test
    void a_group_that_was_not_read_to_its_end_is_left_out() {
        assertThat(Processes.groups("Name:\tx\nGid:\t1\t1\t1\t1\nGroups:\t5 100 10"))
                .containsExactlyInAnyOrder(1, 5, 100);
        assertThat(Processes.groups("Name:\tx\nGid:\t1\t1\t1\t1\nGroups:\t5")).containsExactly(1);
    }

    @Test
    void the_control_group_is_that_of_the_version_2_hierarchy() {
        assertThat(Processes.controlGroup("0::/a.slice/b c\n"))
                .isEqualTo(BytePath.of("/a.slice/b c"));
        assertThat(Processes.controlGroup("9:name=systemd:/x\n1:cpu:/0::/y\n0::/z\n"))
                .isEqualTo(BytePath.of("/z"));
        assertThat(Processes.controlGroup("0::/\u00ff\n"))
                .isEqualTo(BytePath.of(new byte[] {'/', (byte) 0xff}));
        assertThat(Processes.controlGroup("9:name=systemd:/x\n10::/y\n")).isNull();
        assertThat(Processes.controlGroup("0::/cut off")).isNull();
        assertThat(Processes.controlGroup("")).isNull();
    }
}
