/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ROOM = 1024;
    private static final int FULL = 1008;
    private static final int ONE = 24;

    private final Backlog backlog = new Backlog();
    private long now = System.nanoTime();

    /** When the events of a reading that takes so long came, before now. */
    private long waited(long nanos, int length) {
        long begin = now;
        now += nanos;
        return now - backlog.read(begin, now, ROOM, length);
    }

    @Test
    void what_is_waited_for_has_not_waited() {
        assertThat(waited(10_000 * MILLI, ONE)).isZero();
        assertThat(waited(10_000 * MILLI, FULL)).isZero();
    }

    @Test
    void what_more_there_is_than_can_be_read_has_waited_since_the_first() {
        waited(1000 * MILLI, FULL);
        long first = now;
        for (int i = 0; i < 100; i++) {
            now += MILLI;
            assertThat(waited(1000, FULL)).isEqualTo(now - first);
        }
        now += MILLI;
        assertThat(waited(1000, ONE)).as("the last of them").isEqualTo(now - first);
    }

    @Test
    void what_comes_while_the_last_is_settled_has_waited_no_longer_than_that() {
        waited(1000 * MILLI, ONE);
        now += 3 * MILLI;
        assertThat(waited(1000, ONE)).isEqualTo(3 * MILLI + 1000);
    }
}
