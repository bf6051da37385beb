/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Accessor;
import org.junit.jupiter.api.Test;

class CompanyTest {
    private final Company company = new Company();

    private String command(int pid) {
        return company.find(pid).map(Accessor::command).orElse("");
    }

    @Test
    void a_crowd_of_one_process_is_looked_up_once() throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        int pid = (int) cat.pid();
        assertThat(command(pid)).isEqualTo("cat");
        cat.destroy();
        cat.waitFor();
        assertThat(command(pid)).isEqualTo("cat");
        assertThat(new Company().find(pid)).isEmpty();
    }

    @Test
    void each_of_several_is_told_as_itself() throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        int own = (int) ProcessHandle.current().pid();
        for (int i = 0; i < 2; i++) {
            assertThat(command((int) cat.pid())).isEqualTo("cat");
            assertThat(company.find(own).orElseThrow().pid()).isEqualTo(own);
        }
        cat.destroy();
        cat.waitFor();
    }

    @Test
    void one_of_another_namespace_is_nobody() {
        assertThat(company.find(0)).isEmpty();
    }
}
