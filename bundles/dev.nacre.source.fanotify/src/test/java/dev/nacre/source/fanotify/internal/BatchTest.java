/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_FD;
import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class BatchTest {
    /** The length of a {@code struct fanotify_event_metadata} (fanotify(7)). */
    private static final int LENGTH = 24;

    private static Batch of(int events) {
        Batch batch = new Batch();
        for (int i = 0; i < events; i++) {
            batch.events().putInt(i * LENGTH + EVENT_LEN, LENGTH);
            batch.events().putInt(i * LENGTH + EVENT_FD, 100 + i);
        }
        batch.fill(events * LENGTH);
        return batch;
    }

    @Test
    void who_takes_over_has_what_comes_after_the_event_in_hand() {
        Batch batch = of(3);
        assertThat(batch.reach(0)).isTrue();
        assertThat(batch.reach(LENGTH)).isTrue();
        long place = batch.place();
        assertThat(Batch.isBusy(place)).isTrue();
        assertThat(Batch.isOpen(place)).isTrue();
        assertThat(Batch.offset(place)).isEqualTo(LENGTH);
        assertThat(batch.takeOver(place)).isTrue();
        Batch rest = batch.rest(place);
        assertThat(rest.length()).isEqualTo(LENGTH);
        assertThat(rest.events().getInt(EVENT_FD)).isEqualTo(102);
        assertThat(batch.settle()).isFalse();
        assertThat(batch.reach(2 * LENGTH)).isFalse();
        assertThat(batch.finish()).isFalse();
        assertThat(batch.takeOver(batch.place())).as("a second time").isFalse();
    }

    @Test
    void from_who_got_on_nothing_is_taken() {
        Batch batch = of(2);
        batch.reach(0);
        long place = batch.place();
        assertThat(batch.settle()).isTrue();
        assertThat(batch.takeOver(place)).isFalse();
        assertThat(batch.reach(LENGTH)).isTrue();
        assertThat(batch.finish()).isTrue();
        assertThat(Batch.isBusy(batch.place())).isFalse();
    }

    @Test
    void while_writes_are_told_nobody_takes_over() {
        Batch batch = of(1);
        assertThat(Batch.isBusy(batch.place())).isTrue();
        assertThat(batch.takeOver(batch.place())).isFalse();
    }

    @Test
    void of_a_reader_and_who_takes_over_one_answers() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        for (int i = 0; i < 5000; i++) {
            Batch batch = of(1);
            batch.reach(0);
            long place = batch.place();
            CompletableFuture<Boolean> other =
                    CompletableFuture.supplyAsync(
                            () -> {
                                meet(both);
                                return batch.takeOver(place);
                            });
            meet(both);
            assertThat(batch.settle()).isNotEqualTo(other.get());
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
