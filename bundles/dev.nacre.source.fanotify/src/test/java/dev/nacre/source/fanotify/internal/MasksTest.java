/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_ACCESS;
import static dev.nacre.linux.libc.Fanotify.FAN_ACCESS_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_NOWRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_MODIFY;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import org.junit.jupiter.api.Test;

class MasksTest {
    @Test
    void of_merged_events_the_one_that_matters_most_counts() {
        long all = FAN_CLOSE_WRITE | FAN_MODIFY | FAN_OPEN_EXEC | FAN_OPEN | FAN_ACCESS;
        all |= FAN_CLOSE_NOWRITE;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.CLOSE_WRITE);
        all &= ~FAN_CLOSE_WRITE;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.MODIFY);
        all &= ~FAN_MODIFY;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.EXECUTE);
        all &= ~FAN_OPEN_EXEC;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.OPEN);
        all &= ~FAN_OPEN;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.READ);
        all &= ~FAN_ACCESS;
        assertThat(Masks.kind(all, true)).isEqualTo(AccessKind.CLOSE_READ);
    }

    @Test
    void where_executing_is_not_told_each_opening_may_be_one() {
        assertThat(Masks.kind(FAN_OPEN_PERM, true)).isEqualTo(AccessKind.OPEN);
        assertThat(Masks.kind(FAN_OPEN_PERM, false)).isEqualTo(AccessKind.EXECUTE);
    }

    @Test
    void what_cannot_wait_is_reported_instead() {
        assertThat(Masks.withoutWaiting(FAN_OPEN_PERM | FAN_CLOSE_WRITE))
                .isEqualTo(FAN_OPEN | FAN_CLOSE_WRITE);
        assertThat(Masks.withoutWaiting(FAN_ACCESS_PERM | FAN_OPEN_EXEC_PERM))
                .isEqualTo(FAN_ACCESS | FAN_OPEN_EXEC);
        assertThat(Masks.waits(FAN_OPEN_PERM)).isTrue();
        assertThat(Masks.waits(FAN_OPEN | FAN_CLOSE_WRITE)).isFalse();
    }
}
