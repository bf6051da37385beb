/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.LibC;
import org.junit.jupiter.api.Test;

@NeedsFanotify
class HasteTest {
    private static final int MOST = 10;

    /** SCHED_RR with SCHED_RESET_ON_FORK, sched_setscheduler(2). */
    private static final int REAL_TIME = 2 | 0x40000000;

    private final int usual = LibC.sched_getscheduler(0);
    private final NativeBuffer events = new NativeBuffer(MOST * FAN_EVENT_METADATA_LEN + 5);
    private final Haste haste = new Haste();

    private int policyAfter(int count, long mask) {
        for (int i = 0; i < count; i++) {
            int at = i * FAN_EVENT_METADATA_LEN;
            events.bytes().putInt(at + EVENT_LEN, FAN_EVENT_METADATA_LEN);
            events.bytes().putLong(at + EVENT_MASK, mask);
        }
        haste.read(events, count * FAN_EVENT_METADATA_LEN);
        return LibC.sched_getscheduler(0);
    }

    @Test
    void a_reader_hurries_as_long_as_more_wait_than_it_can_read_at_once() {
        assertThat(policyAfter(MOST - 1, FAN_OPEN_PERM)).isEqualTo(usual);
        assertThat(policyAfter(MOST, FAN_OPEN_PERM)).isEqualTo(REAL_TIME);
        assertThat(policyAfter(MOST, FAN_OPEN_PERM)).isEqualTo(REAL_TIME);
        assertThat(policyAfter(1, FAN_OPEN_PERM)).isEqualTo(usual);
    }

    @Test
    void a_reader_does_not_hurry_where_nobody_waits() {
        assertThat(policyAfter(MOST, FAN_CLOSE_WRITE)).isEqualTo(usual);
    }
}
