/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {
    private final Turn turn = new Turn();

    private Thread waiting(Runnable then) {
        Thread thread =
                new Thread(
                        () -> {
                            turn.take();
                            then.run();
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void until(Thread thread, Thread.State state) throws Exception {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }

    @Test
    void who_waits_while_nothing_comes_sleeps_and_is_called() throws Exception {
        turn.take();
        Thread other = waiting(() -> {});
        // Not TIMED_WAITING: no look is due.
        until(other, Thread.State.WAITING);
        turn.give(false);
        other.join();
    }

    @Test
    void who_waits_while_the_turn_goes_round_takes_it_uncalled_where_the_other_is_held_up()
            throws Exception {
        turn.take();
        Thread other = waiting(() -> {});
        until(other, Thread.State.TIMED_WAITING);
        turn.give(false);
        // This thread does not come back for it.
        other.join();
    }

    @Test
    void one_at_a_time_has_it_and_none_waits_for_ever() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger rounds = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread reader =
                    new Thread(
                            () -> {
                                while (rounds.get() < 20_000) {
                                    turn.take();
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    pause(rounds.incrementAndGet());
                                    inside.decrementAndGet();
                                    turn.give(rounds.get() % 3 == 0);
                                    pause(rounds.get() + 1);
                                }
                            });
            reader.setDaemon(true);
            readers.add(reader);
            reader.start();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(most).hasValue(1);
    }

    /** Mostly not at all, sometimes for longer than a look is apart. */
    private static void pause(int round) {
        if (round % 200 == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(12_000_000));
        }
    }
}
