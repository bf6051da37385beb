/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.engine.internal.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Semaphore> jobs = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean noThread;
    private final Crew crew = new Crew("fake", this::makes, this::takeTurn, PATIENCE);

    @AfterEach
    void end() {
        crew.dismiss();
    }

    private Thread makes(Runnable work) {
        Thread thread =
                new Thread(work, "nacre-test-crew") {
                    @Override
                    public synchronized void start() {
                        if (noThread) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        threads.add(this);
                        super.start();
                    }
                };
        thread.setDaemon(true);
        return thread;
    }

    /** A job takes until it is let go. */
    private void takeTurn(Runnable begins) throws InterruptedException {
        Semaphore job = jobs.take();
        begins.run();
        underWay.incrementAndGet();
        job.acquire();
        underWay.decrementAndGet();
        done.incrementAndGet();
    }

    private Semaphore job(int permits) {
        Semaphore job = new Semaphore(permits);
        jobs.add(job);
        return job;
    }

    @Test
    void there_is_one_thread_as_long_as_no_job_comes() {
        crew.staff(16);
        crew.staff(16);
        assertThat(threads).hasSize(1);
    }

    @Test
    void while_one_is_busy_another_waits_in_reserve() throws Exception {
        crew.staff(16);
        job(0);
        Await.until(() -> threads.size() == 2);
        job(0);
        Await.until(() -> threads.size() == 3);
        crew.staff(16);
        assertThat(threads).hasSize(3);
    }

    @Test
    void jobs_one_after_the_other_take_two_threads() throws Exception {
        crew.staff(16);
        for (int i = 1; i <= 50; i++) {
            job(1);
            Await.until(() -> jobs.isEmpty() && underWay.get() == 0);
            int all = i;
            Await.until(() -> done.get() == all && waiting() == threads.size());
        }
        assertThat(threads).hasSize(2);
    }

    private long waiting() {
        return threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count();
    }

    @Test
    void as_many_jobs_are_done_at_once_as_the_scanner_takes_and_no_more() throws Exception {
        crew.staff(4);
        for (int i = 0; i < 6; i++) {
            job(0);
        }
        Await.until(() -> underWay.get() == 4);
        crew.staff(4);
        assertThat(threads).hasSize(4);
        assertThat(jobs).hasSize(2);
    }

    @Test
    void one_who_is_not_given_back_delays_nobody() throws Exception {
        crew.staff(2);
        job(0);
        Await.until(() -> underWay.get() == 1);
        job(1);
        Await.until(() -> done.get() == 1);
    }

    @Test
    void where_there_is_no_thread_to_be_had_those_there_are_go_on_until_there_is()
            throws Exception {
        crew.staff(16);
        noThread = true;
        job(1);
        job(1);
        Await.until(() -> done.get() == 2);
        assertThat(threads).hasSize(1);
        noThread = false;
        crew.staff(16);
        job(0);
        Await.until(() -> threads.size() == 2);
    }
}
