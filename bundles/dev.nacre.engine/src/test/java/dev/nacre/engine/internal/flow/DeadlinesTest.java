/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose time has come, by a clock of the test's own. */
class DeadlinesTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long DEADLINE = 4000 * MILLI;

    private final Fixture engine = new Fixture();
    private final Deadlines deadlines = new Deadlines();
    private final List<FakeEvent> events = new ArrayList<>();

    @BeforeEach
    void guard() {
        engine.deadline = Duration.ofNanos(DEADLINE);
        engine.use();
    }

    @AfterEach
    void end() {
        engine.close();
    }

    /** So many that have come at 0. */
    private void come(int count) {
        come(count, 0);
    }

    private void come(int count, long now) {
        for (int i = 0; i < count; i++) {
            FakeEvent event = FakeEvent.open("/srv/x");
            events.add(event);
            deadlines.add(
                    new Waiter(
                            event,
                            engine.pipeline.policy().watches().get(0),
                            engine.tally,
                            now,
                            new Horizon(0).enter()));
        }
    }

    private void assertAnsweredAt(long nanos) {
        deadlines.expire(nanos - MILLI);
        assertThat(events).noneMatch(event -> event.answer.isDone());
        deadlines.expire(nanos);
        assertThat(events).allMatch(event -> event.answer.isDone());
    }

    @Test
    void one_has_all_its_time_but_for_what_an_answer_takes() {
        come(1);
        assertAnsweredAt(DEADLINE);
    }

    @Test
    void ten_thousand_are_begun_half_a_second_early() {
        come(10_000);
        assertAnsweredAt(DEADLINE - 500 * MILLI);
    }

    @Test
    void who_came_a_little_later_goes_with_the_crowd() {
        come(5000);
        come(5000, 450 * MILLI);
        assertAnsweredAt(DEADLINE - 500 * MILLI);
    }

    @Test
    void no_crowd_takes_more_than_a_quarter_of_the_time() {
        come(40_000);
        assertAnsweredAt(DEADLINE / 4 * 3);
    }
}
