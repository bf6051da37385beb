/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Stall;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final List<Stall> stalls = new ArrayList<>();
    private final Set<Thread> lingering = new HashSet<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> last = new ArrayList<>();
    private final Thread keeper = new Thread("keeper");
    private Thread engine = Thread.currentThread();
    private int late;
    private long steps;
    private boolean engineStands;
    private RuntimeException failure;

    private final Watchdog watchdog =
            new Watchdog(
                    new Watchdog.Charges() {
                        @Override
                        public List<Stall> relieve(Predicate<Thread> allows) {
                            if (failure != null) {
                                throw failure;
                            }
                            return List.copyOf(stalls);
                        }

                        @Override
                        public Set<Thread> lingering() {
                            return Set.copyOf(lingering);
                        }

                        @Override
                        public int relieveDeadlines() {
                            return late;
                        }

                        @Override
                        public Thread deadlineKeeper() {
                            return keeper;
                        }

                        @Override
                        public Thread engine() {
                            return engine;
                        }

                        @Override
                        public long engineSteps() {
                            return engineStands ? steps : ++steps;
                        }
                    },
                    thread -> true,
                    new Reports() {
                        @Override
                        public void held(String what, Thread thread) {
                            said.add(thread.getName());
                        }

                        @Override
                        public void end(String reason) {
                            last.add(reason);
                            watchdog().end();
                        }
                    });

    private Watchdog watchdog() {
        return watchdog;
    }

    @AfterEach
    void end() {
        watchdog.end();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            watchdog.round();
        }
    }

    private void hold(int count, boolean relieved) {
        for (int i = 0; i < count; i++) {
            stalls.add(new Stall(new Thread("reader-" + stalls.size()), relieved));
        }
    }

    private Health worst() {
        return watchdog.findings().stream()
                .map(Finding::health)
                .max(Health::compareTo)
                .orElse(Health.HEALTHY);
    }

    @Test
    void all_is_well_as_long_as_all_get_on() {
        rounds(3 * Watchdog.ENGINE_PATIENCE);
        assertThat(watchdog.findings()).isEmpty();
        assertThat(watchdog.progresses()).isTrue();
        assertThat(said).isEmpty();
        assertThat(last).isEmpty();
    }

    @Test
    void a_thread_in_whose_place_another_works_is_reported_once() {
        hold(1, true);
        rounds(100);
        assertThat(said).containsExactly("reader-0");
        assertThat(worst()).isEqualTo(Health.DEGRADED);
        assertThat(watchdog.progresses()).isTrue();
        stalls.clear();
        rounds(1);
        assertThat(worst()).isEqualTo(Health.HEALTHY);
        assertThat(last).isEmpty();
    }

    @Test
    void too_many_that_do_not_come_back_end_the_process() {
        hold(Watchdog.MOST_HELD, true);
        rounds(1);
        assertThat(last).isEmpty();
        hold(1, true);
        rounds(1);
        assertThat(last).hasSize(1);
    }

    @Test
    void a_thread_that_nobody_can_relieve_ends_the_process_after_a_while() {
        hold(1, false);
        rounds(Watchdog.MOST_HELPLESS);
        assertThat(worst()).isEqualTo(Health.DOWN);
        assertThat(watchdog.progresses()).as("what systemd is told").isFalse();
        assertThat(last).isEmpty();
        rounds(1);
        assertThat(last).hasSize(1);
    }

    @Test
    void a_thread_that_comes_back_in_time_does_not() {
        for (int i = 0; i < 10; i++) {
            hold(1, false);
            rounds(Watchdog.MOST_HELPLESS);
            stalls.clear();
            rounds(1);
        }
        assertThat(last).isEmpty();
        assertThat(watchdog.progresses()).isTrue();
    }

    @Test
    void a_thread_that_nobody_waits_for_is_reported_once_and_ends_nothing() {
        lingering.add(new Thread("arrivals"));
        rounds(100);
        assertThat(said).containsExactly("arrivals");
        assertThat(worst()).isEqualTo(Health.DEGRADED);
        assertThat(watchdog.progresses()).isTrue();
        lingering.clear();
        rounds(1);
        assertThat(worst()).isEqualTo(Health.HEALTHY);
        assertThat(last).isEmpty();
    }

    @Test
    void one_that_another_works_in_place_of_is_not_reported_twice() {
        hold(1, true);
        lingering.add(stalls.get(0).thread());
        rounds(10);
        assertThat(said).containsExactly("reader-0");
        assertThat(watchdog.findings()).hasSize(1);
    }

    @Test
    void deadlines_that_it_has_to_keep_are_reported_once_each_time() {
        late = 2;
        rounds(5);
        assertThat(said).containsExactly("keeper");
        assertThat(worst()).isEqualTo(Health.DEGRADED);
        late = 0;
        rounds(1);
        assertThat(worst()).isEqualTo(Health.HEALTHY);
        late = 1;
        rounds(1);
        assertThat(said).containsExactly("keeper", "keeper");
        assertThat(last).isEmpty();
    }

    @Test
    void an_engine_that_stands_still_is_reported_and_guards_on() {
        engineStands = true;
        rounds(10 * Watchdog.ENGINE_PATIENCE);
        assertThat(said).containsExactly(Thread.currentThread().getName());
        assertThat(worst()).isEqualTo(Health.DEGRADED);
        assertThat(watchdog.progresses()).isTrue();
        assertThat(last).isEmpty();
    }

    @Test
    void an_engine_that_has_died_ends_the_process() {
        engine = new Thread("never started");
        rounds(1);
        assertThat(last).hasSize(1);
    }

    @Test
    void a_watchdog_that_fails_ends_the_process() throws Exception {
        failure = new IllegalStateException("on purpose");
        watchdog.start();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (last.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(last).singleElement().asString().contains("on purpose");
    }
}
