/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BenchTest {
    private final Bench bench = new Bench();
    private final BlockingQueue<Thread> called = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    /** Waits for one piece of work. */
    private Thread waiting() throws Exception {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                bench.await();
                                called.add(Thread.currentThread());
                            } catch (InterruptedException e) {
                                // The test ends it.
                            }
                        });
        threads.add(thread);
        thread.start();
        until(thread, Thread.State.WAITING);
        return thread;
    }

    private static void until(Thread thread, Thread.State state) throws Exception {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }

    @Test
    void the_last_to_come_is_the_first_to_be_called() throws Exception {
        Thread first = waiting();
        Thread second = waiting();
        bench.call();
        assertThat(called.take()).isSameAs(second);
        Thread third = waiting();
        bench.call();
        assertThat(called.take()).isSameAs(third);
        bench.call();
        assertThat(called.take()).isSameAs(first);
    }

    @Test
    void work_that_came_before_is_not_waited_for() throws Exception {
        bench.call();
        bench.await();
        assertThat(waiting().getState()).isEqualTo(Thread.State.WAITING);
    }

    @Test
    void who_is_interrupted_leaves_the_work_to_the_others() throws Exception {
        Thread first = waiting();
        Thread second = waiting();
        second.interrupt();
        second.join();
        bench.call();
        assertThat(called.take()).isSameAs(first);
    }

    @Test
    void no_work_is_lost_or_done_twice_though_threads_are_interrupted() throws Exception {
        int all = 200_000;
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            Thread worker = new Thread(() -> work(done, all));
            threads.add(worker);
            worker.start();
        }
        Thread meddler = new Thread(() -> meddle(List.copyOf(threads), done, all));
        meddler.start();
        for (int i = 0; i < all; i++) {
            bench.call();
        }
        meddler.join();
        assertThat(done).hasValue(all);
        until(waiting(), Thread.State.WAITING);
    }

    private void work(AtomicInteger done, int all) {
        while (done.get() < all) {
            try {
                bench.await();
                done.incrementAndGet();
            } catch (InterruptedException e) {
                // Comes back, as a lane's thread does.
            }
        }
    }

    private static void meddle(List<Thread> workers, AtomicInteger done, int all) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int i = 0; done.get() < all && System.nanoTime() < end; i++) {
            workers.get(i % workers.size()).interrupt();
            Thread.onSpinWait();
        }
    }
}
