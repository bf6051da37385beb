/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KernelTierTest {
    private final Fixture guard = new Fixture();
    private final FileIdentity file = FakeEvent.file(10);

    @BeforeEach
    void use() {
        guard.cacheMode = CacheMode.KERNEL;
        guard.use();
    }

    @AfterEach
    void close() {
        guard.close();
    }

    private FakeEvent report(FakeEvent event) throws Exception {
        guard.report(event);
        event.awaitClosed();
        return event;
    }

    private FakeEvent open(ChangeTrace trace) throws Exception {
        FakeEvent event = FakeEvent.open(file);
        event.traces(trace);
        return report(event);
    }

    /** At which of so many openings, after the first, the file was left. */
    private List<Integer> left(int openings, ChangeTrace trace) throws Exception {
        open(trace);
        List<Integer> left = new ArrayList<>();
        for (int i = 1; i <= openings; i++) {
            FakeEvent event = open(trace);
            assertThat(event.awaitAnswer()).isTrue();
            if (event.leaves.get() > 0) {
                left.add(i);
            }
        }
        return left;
    }

    @Test
    void a_clean_file_opened_often_is_left_and_offered_again_ever_more_seldom() throws Exception {
        assertThat(left(30, ChangeTrace.TIMES)).containsExactly(3, 6, 12, 24);
        assertThat(guard.scanner.scans).hasValue(1);
        assertThat(guard.tally.cacheHits.sum()).isEqualTo(30);
        assertThat(guard.tally.events.sum()).isEqualTo(31);
        assertThat(guard.pipeline.holds(file)).isTrue();
    }

    @Test
    void so_is_one_whose_verdict_holds_while_nobody_writes() throws Exception {
        assertThat(left(12, ChangeTrace.WRITERS)).containsExactly(3, 6, 12);
        assertThat(guard.pipeline.holds(file)).isTrue();
        report(FakeEvent.written(file));
        guard.scanner.say(new Verdict.Infected("New"));
        assertThat(open(ChangeTrace.WRITERS).leaves).hasValue(0);
    }

    @Test
    void a_file_that_somebody_writes_is_not_left() throws Exception {
        assertThat(left(12, ChangeTrace.NONE)).isEmpty();
        assertThat(guard.pipeline.holds(file)).isFalse();
    }

    @Test
    void an_infected_file_is_not_left() throws Exception {
        guard.scanner.say(new Verdict.Infected("Bad"));
        for (int i = 0; i < 12; i++) {
            assertThat(open(ChangeTrace.TIMES).leaves).hasValue(0);
        }
        assertThat(guard.pipeline.holds(file)).isFalse();
    }

    @Test
    void with_any_other_cache_nothing_is_left() throws Exception {
        guard.cacheMode = CacheMode.MEMORY;
        guard.use();
        assertThat(left(12, ChangeTrace.TIMES)).isEmpty();
        assertThat(guard.pipeline.holds(file)).isFalse();
        assertThat(guard.pipeline.kernelEpoch()).isZero();
    }

    @Test
    void where_one_of_the_watches_wants_to_see_each_access_nothing_is_left() throws Exception {
        GuardedWatch kernel = guard.pipeline.policy().watches().get(0);
        guard.cacheMode = CacheMode.MEMORY;
        guard.use();
        GuardedWatch memory = guard.pipeline.policy().watches().get(0);
        guard.pipeline.use(new Policy(2, List.of(kernel, memory), Map.of()));
        assertThat(left(12, ChangeTrace.TIMES)).isEmpty();
        guard.pipeline.use(new Policy(3, List.of(kernel, kernel), Map.of()));
        assertThat(left(12, ChangeTrace.TIMES)).isNotEmpty();
    }

    @Test
    void only_what_waits_to_be_opened_or_executed_is_left() throws Exception {
        open(ChangeTrace.TIMES);
        for (int i = 0; i < 12; i++) {
            FakeEvent told = report(new FakeEvent(AccessKind.OPEN, false, "/srv/x", file));
            assertThat(told.leaves).hasValue(0);
            FakeEvent read = report(new FakeEvent(AccessKind.READ, true, "/srv/x", file));
            assertThat(read.leaves).hasValue(0);
        }
    }

    @Test
    void a_new_epoch_has_another_number_and_holds_nothing() throws Exception {
        open(ChangeTrace.TIMES);
        int before = guard.pipeline.kernelEpoch();
        guard.scanner.epoch("2");
        assertThat(guard.pipeline.holds(file)).isFalse();
        assertThat(guard.pipeline.kernelEpoch()).isNotEqualTo(before);
    }
}
