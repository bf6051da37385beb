/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Fallback;
import dev.nacre.engine.internal.progress.Culprits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts that hold up the threads which take accesses, and what is made of it. */
class HoldupTest {
    private final Fixture engine = new Fixture();
    private final Culprits culprits = new Culprits(engine.pipeline::policy, engine.tally);
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    @AfterEach
    void end() {
        gate.release(1000);
        engine.close();
    }

    private void useFilter(Fallback onError) {
        engine.filter(
                (watch, access) -> {
                    entered.release();
                    gate.acquireUninterruptibly();
                    return Optional.of("all");
                });
        engine.onError = onError;
        engine.use();
    }

    private Thread reader(FakeEvent event) throws InterruptedException {
        Thread reader = new Thread(() -> engine.report(event), "reader");
        reader.start();
        entered.acquire();
        return reader;
    }

    @Test
    void an_access_in_a_filter_is_answered_by_the_watch_it_is_asked_for() throws Exception {
        for (Fallback onError : Fallback.values()) {
            useFilter(onError);
            Thread reader = reader(FakeEvent.open("/srv/x"));
            assertThat(culprits.allows(reader)).isEqualTo(onError == Fallback.ALLOW);
            gate.release();
            reader.join();
        }
        assertThat(engine.tally.unscanned()).containsEntry("stalled", 2L);
    }

    @Test
    void a_filter_that_does_not_come_back_is_passed_over_until_it_does() throws Exception {
        useFilter(Fallback.ALLOW);
        engine.scanner.say(new Verdict.Infected("bad"));
        Thread reader = reader(FakeEvent.open("/srv/x"));
        culprits.allows(reader);
        FakeEvent other = FakeEvent.open("/srv/y");
        engine.report(other);
        assertThat(other.awaitAnswer()).as("not exempt, and so scanned").isFalse();
        gate.release();
        reader.join();
        gate.release();
        FakeEvent exempt = FakeEvent.open("/srv/z");
        engine.report(exempt);
        assertThat(exempt.awaitAnswer()).as("exempt again").isTrue();
        assertThat(engine.filters.get(0).holdups()).isOne();
    }

    @Test
    void a_filter_that_holds_up_again_and_again_is_asked_no_more() throws Exception {
        useFilter(Fallback.ALLOW);
        for (int i = 0; i < 3; i++) {
            Thread reader = reader(FakeEvent.open("/srv/x"));
            culprits.allows(reader);
            gate.release();
            reader.join();
        }
        FakeEvent other = FakeEvent.open("/srv/y");
        engine.report(other);
        other.awaitAnswer();
        assertThat(entered.availablePermits()).as("it was not asked").isZero();
        assertThat(engine.filters.get(0).isAsked()).isFalse();
    }

    @Test
    void a_thread_that_nobody_waits_for_is_looked_after_too() throws Exception {
        useFilter(Fallback.ALLOW);
        FakeEvent arrival = FakeEvent.open("/srv/x");
        Thread arrivals =
                new Thread(() -> engine.pipeline.wants(arrival, arrival.identity(), null));
        arrivals.start();
        entered.acquire();
        int looks = 1;
        while (culprits.lingering().isEmpty()) {
            assertThat(++looks).isLessThan(20);
        }
        assertThat(looks).as("a reader is relieved after four").isGreaterThan(4);
        assertThat(culprits.lingering()).containsExactly(arrivals);
        assertThat(engine.filters.get(0).holdups()).isOne();
        FakeEvent other = FakeEvent.open("/srv/y");
        engine.report(other);
        assertThat(other.awaitAnswer()).as("not exempt, and so scanned").isTrue();
        assertThat(entered.availablePermits()).as("it was not asked").isZero();
        engine.filters = List.of();
        engine.use();
        assertThat(culprits.lingering()).as("the filter has gone").containsExactly(arrivals);
        gate.release();
        arrivals.join();
        assertThat(culprits.lingering()).isEmpty();
    }

    @Test
    void threads_that_come_and_go_are_not_held_up() throws Exception {
        useFilter(Fallback.ALLOW);
        for (int i = 0; i < 20; i++) {
            Thread reader = reader(FakeEvent.open("/srv/x"));
            assertThat(culprits.lingering()).isEmpty();
            gate.release();
            reader.join();
        }
    }

    @Test
    void a_thread_that_is_in_no_filter_is_answered_for_by_the_strictest_watch() {
        assertThat(culprits.allows(new Thread())).isTrue();
        engine.onError = Fallback.DENY;
        engine.use();
        assertThat(culprits.allows(new Thread())).isFalse();
        engine.prevention = false;
        engine.use();
        assertThat(culprits.allows(new Thread())).isTrue();
    }

    @Test
    void a_deadline_that_its_keeper_does_not_keep_is_kept_by_the_watchdog() throws Exception {
        engine.scanner.hold();
        engine.deadline = Duration.ofSeconds(1);
        engine.onError = Fallback.DENY;
        engine.use();
        Deadlines deadlines = new Deadlines();
        FakeEvent event = FakeEvent.open("/srv/x");
        Waiter waiter =
                new Waiter(
                        event,
                        engine.pipeline.policy().watches().get(0),
                        engine.tally,
                        System.nanoTime(),
                        new Horizon(0).enter());
        deadlines.add(waiter);
        assertThat(deadlines.relieve(waiter.deadline())).as("its keeper has a while").isZero();
        assertThat(deadlines.relieve(waiter.deadline() + 1_000_000_000L)).isOne();
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(engine.tally.unscanned()).containsEntry("timed-out", 1L);
        assertThat(deadlines.relieve(waiter.deadline() + 2_000_000_000L)).isZero();
    }
}
