/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC_PERM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final int ROOM = 200 * FAN_EVENT_METADATA_LEN;

    private final ByteBuffer events = ByteBuffer.allocate(ROOM).order(ByteOrder.nativeOrder());
    private final Gathering gathering = new Gathering();

    private void read(int count, long mask, int room) {
        for (int i = 0; i < count; i++) {
            int at = i * FAN_EVENT_METADATA_LEN;
            events.putInt(at + EVENT_LEN, FAN_EVENT_METADATA_LEN);
            events.putLong(at + EVENT_MASK, mask);
        }
        gathering.read(events, room, count * FAN_EVENT_METADATA_LEN);
    }

    private void written(int count) {
        read(count, FAN_CLOSE_WRITE, ROOM);
    }

    @Test
    void a_reader_rests_after_many_writes_in_a_row() {
        written(Gathering.ROW - 1);
        assertThat(gathering.isDue()).isFalse();
        written(1);
        assertThat(gathering.isDue()).isTrue();
        written(1);
        assertThat(gathering.isDue()).isTrue();
    }

    @Test
    void who_waits_for_an_answer_ends_the_row() {
        written(2 * Gathering.ROW);
        read(1, FAN_OPEN_EXEC_PERM, ROOM);
        assertThat(gathering.isDue()).isFalse();
        written(Gathering.ROW - 1);
        assertThat(gathering.isDue()).isFalse();
    }

    @Test
    void a_reader_does_not_rest_where_there_is_more_to_be_read() {
        read(Gathering.ROW, FAN_CLOSE_WRITE, Gathering.ROW * FAN_EVENT_METADATA_LEN + 5);
        assertThat(gathering.isDue()).isFalse();
        written(1);
        assertThat(gathering.isDue()).isTrue();
    }

    @Test
    void nothing_read_changes_nothing() {
        written(Gathering.ROW);
        gathering.read(events, ROOM, -1);
        assertThat(gathering.isDue()).isTrue();
    }
}
