/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.linux.libc.LibC;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RealTimeTest {
    /** SCHED_RR with SCHED_RESET_ON_FORK, sched_setscheduler(2). */
    private static final int REAL_TIME = 2 | 0x40000000;

    private final AtomicInteger during = new AtomicInteger(-1);

    private static int policy() {
        return LibC.sched_getscheduler(0);
    }

    @Test
    void work_has_the_priority_that_its_thread_has_neither_before_nor_after() {
        int before = policy();
        RealTime.run(() -> during.set(policy()));
        assertThat(policy()).isEqualTo(before).isNotEqualTo(REAL_TIME);
        assertThat(during.get()).isIn(before, REAL_TIME);
        assumeThat(LibC.geteuid()).as("user").isZero();
        assertThat(during).hasValue(REAL_TIME);
    }

    @Test
    void work_that_fails_leaves_no_priority_behind() {
        int before = policy();
        assertThatThrownBy(
                        () ->
                                RealTime.run(
                                        () -> {
                                            throw new IllegalStateException("failed");
                                        }))
                .hasMessage("failed");
        assertThat(policy()).isEqualTo(before);
    }

    @Test
    void work_within_work_leaves_the_priority_to_the_rest() {
        AtomicInteger after = new AtomicInteger();
        RealTime.run(
                () -> {
                    during.set(policy());
                    RealTime.run(() -> {});
                    after.set(policy());
                });
        assertThat(after).hasValue(during.get());
    }
}
