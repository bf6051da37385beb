/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which source is at work, and how one follows another. */
class SourceDriverTest {
    private static final List<BytePath> SRV = List.of(BytePath.of("/srv"));

    private final List<String> log = new ArrayList<>();
    private final Counting sink = new Counting();
    private final Services<EventSource> sources = new Services<>();
    private final Source best = new Source("best");
    private final Source worse = new Source("worse");
    private long now;
    private SourcesAtWork sourcesAtWork;
    private SourceDriver driver;

    @BeforeEach
    void make_a_driver() {
        Watch watch =
                new ConfiguredWatch(Map.of("service.pid", "dev.nacre.watch~a", "paths", "/srv"))
                        .watch();
        sourcesAtWork = new SourcesAtWork(() -> now);
        driver = new SourceDriver(sourcesAtWork, sink, sources, () -> List.of(watch), () -> now);
    }

    private void add(Source source, int rank) {
        sources.put(service(source, rank), source);
    }

    private void remove(Source source) {
        sources.remove(service(source, 0));
    }

    private static Map<String, Object> service(Source source, int rank) {
        return Map.of("service.id", source.id, "service.ranking", rank);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private String atWork() {
        return sourcesAtWork.current().map(EventSource::name).orElse("none");
    }

    @Test
    void the_best_that_can_start_is_at_work_and_it_is_said_why_a_better_one_is_not() {
        best.refusal = "Cannot: the capability is missing";
        add(worse, 10);
        add(best, 100);
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        assertThat(driver.findings())
                .extracting(Finding::message)
                .containsExactly("Cannot: the capability is missing");
    }

    @Test
    void a_better_one_guards_before_the_worse_one_ends() {
        add(worse, 10);
        driver.drive();
        add(best, 100);
        driver.drive();
        assertThat(atWork()).isEqualTo("best");
        assertThat(log)
                .containsExactly(
                        "worse starts",
                        "worse guards",
                        "best starts",
                        "worse guards",
                        "best guards",
                        "worse ends");
        assertThat(sink.losses).isEmpty();
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void as_long_as_the_better_one_does_not_guard_all_both_are_at_work() {
        add(worse, 10);
        driver.drive();
        best.guards = List.of();
        add(best, 100);
        driver.drive();
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        sourcesAtWork.forget();
        assertThat(best.forgotten).isOne();
        assertThat(worse.forgotten).isOne();
        best.guards = SRV;
        driver.drive();
        assertThat(atWork()).isEqualTo("best");
        assertThat(log).endsWith("worse ends");
    }

    @Test
    void a_better_one_that_never_guards_all_is_ended_and_named() {
        add(worse, 10);
        driver.drive();
        best.guards = List.of();
        add(best, 100);
        driver.drive();
        pass(Duration.ofMinutes(11));
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        assertThat(log).endsWith("best ends");
        assertThat(driver.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("does not guard all that worse guards"));
    }

    @Test
    void where_the_one_at_work_goes_it_guards_on_until_one_of_its_name_guards() {
        add(worse, 10);
        add(best, 100);
        driver.drive();
        log.clear();
        remove(best);
        driver.drive();
        Source updated = new Source("best");
        updated.guards = List.of();
        add(updated, 100);
        driver.drive();
        assertThat(sourcesAtWork.current()).containsSame(best);
        updated.guards = SRV;
        driver.drive();
        assertThat(sourcesAtWork.current()).containsSame(updated);
        assertThat(log)
                .containsExactly(
                        "best guards",
                        "best starts",
                        "best guards",
                        "best guards",
                        "best guards",
                        "best guards",
                        "best ends");
        assertThat(sink.losses).isEmpty();
    }

    @Test
    void where_the_one_at_work_does_not_come_back_the_next_guards_before_it_ends() {
        add(worse, 10);
        add(best, 100);
        driver.drive();
        remove(best);
        driver.drive();
        pass(Duration.ofSeconds(4));
        driver.drive();
        assertThat(atWork()).isEqualTo("best");
        pass(Duration.ofSeconds(2));
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        assertThat(log).endsWith("worse starts", "best guards", "worse guards", "best ends");
        assertThat(sink.losses).isEmpty();
    }

    @Test
    void one_that_has_gone_and_that_nobody_can_stand_in_for_ends_and_what_passes_is_looked_for() {
        add(best, 100);
        driver.drive();
        remove(best);
        driver.drive();
        pass(Duration.ofSeconds(11));
        driver.drive();
        assertThat(atWork()).isEqualTo("none");
        assertThat(log).endsWith("best ends");
        assertThat(sink.losses).containsExactly("source-ended");
    }

    @Test
    void one_that_ends_with_its_service_is_followed_at_once_and_what_passed_is_looked_for() {
        add(worse, 10);
        add(best, 100);
        driver.drive();
        best.guards = List.of();
        remove(best);
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        assertThat(sink.losses).containsExactly("source-ended");
        assertThat(log).endsWith("best ends", "worse starts", "worse guards");
    }

    @Test
    void whoever_waits_for_one_that_another_has_taken_over_from_is_answered_before_it_ends() {
        worse.waiting = 1;
        worse.prevents = true;
        add(worse, 10);
        driver.drive();
        add(best, 100);
        log.clear();
        driver.drive();
        assertThat(atWork()).isEqualTo("best");
        assertThat(log)
                .containsExactly("best starts", "worse guards", "best guards", "worse rests");
        sourcesAtWork.forget();
        assertThat(worse.forgotten).isOne();
        worse.waiting = 0;
        driver.drive();
        assertThat(log).containsSubsequence("worse rests", "worse ends");
    }

    @Test
    void at_the_end_all_are_told_to_watch_nothing_before_they_end() {
        best.prevents = true;
        add(best, 100);
        driver.drive();
        sourcesAtWork.retire();
        assertThat(log).endsWith("best guards", "best rests");
        driver.stop();
        assertThat(log).endsWith("best rests", "best ends");
    }

    @Test
    void where_the_one_at_work_goes_while_a_better_one_prepares_that_one_takes_over() {
        add(worse, 10);
        driver.drive();
        best.guards = List.of();
        add(best, 100);
        driver.drive();
        remove(worse);
        driver.drive();
        assertThat(atWork()).isEqualTo("worse");
        best.guards = SRV;
        driver.drive();
        assertThat(atWork()).isEqualTo("best");
        assertThat(best.starts).isOne();
        assertThat(sink.losses).isEmpty();
    }

    @Test
    void a_better_one_that_cannot_start_is_tried_less_and_less_often() {
        best.refusal = "no";
        add(worse, 10);
        add(best, 100);
        for (int second = 0; second < 3600; second++) {
            driver.drive();
            pass(Duration.ofSeconds(1));
        }
        assertThat(best.starts).isBetween(4, 8);
        best.refusal = null;
        for (int second = 0; second < 1900; second++) {
            driver.drive();
            pass(Duration.ofSeconds(1));
        }
        assertThat(atWork()).isEqualTo("best");
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void a_source_that_is_new_is_tried_at_once() {
        best.refusal = "no";
        add(worse, 10);
        add(best, 100);
        driver.drive();
        remove(best);
        Source fresh = new Source("fresh");
        add(fresh, 100);
        driver.drive();
        assertThat(atWork()).isEqualTo("fresh");
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void what_both_report_is_dealt_with_once_and_what_one_reports_each_time() {
        add(worse, 10);
        driver.drive();
        worse.writes(1);
        best.guards = List.of();
        add(best, 100);
        driver.drive();
        worse.writes(2);
        best.writes(2);
        best.writes(3);
        worse.writes(3);
        worse.writes(3 + 1);
        worse.writes(3 + 1);
        assertThat(sink.settled).containsExactly(1L, 2L, 3L, 4L, 4L);
        best.guards = SRV;
        driver.drive();
        best.writes(4);
        assertThat(sink.settled).containsExactly(1L, 2L, 3L, 4L, 4L);
        pass(Duration.ofSeconds(6));
        driver.drive();
        best.writes(4);
        assertThat(sink.settled).containsExactly(1L, 2L, 3L, 4L, 4L, 4L);
    }

    @Test
    void who_waits_is_answered_though_the_other_has_reported_the_file() {
        add(worse, 10);
        driver.drive();
        best.guards = List.of();
        add(best, 100);
        driver.drive();
        worse.writes(7);
        best.opens(7);
        assertThat(sink.settled).containsExactly(7L, 7L);
    }

    private final class Counting implements EventSink {
        private final List<Long> settled = new ArrayList<>();
        private final List<String> losses = new ArrayList<>();

        @Override
        public void written(long device, long inode) {}

        @Override
        public boolean settles(
                AccessKind kind,
                boolean permission,
                int pid,
                int mode,
                long device,
                long inode,
                long size,
                long modified,
                long changed) {
            settled.add(inode);
            return true;
        }

        @Override
        public void accept(FileEvent event) {}

        @Override
        public void lost(String reason) {
            losses.add(reason);
        }
    }

    private final class Source implements EventSource {
        private final String name;
        private final long id = System.identityHashCode(this);
        private List<BytePath> guards = SRV;
        private String refusal;
        private int starts;
        private int forgotten;
        private int waiting;
        private boolean prevents;
        private EventSink to;

        Source(String name) {
            this.name = name;
        }

        void writes(long inode) {
            to.settles(AccessKind.CLOSE_WRITE, false, 0, 0100644, 1, inode, 1, 1, 1);
        }

        void opens(long inode) {
            to.settles(AccessKind.OPEN, true, 0, 0100644, 1, inode, 1, 1, 1);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start(EventSink sink) throws IOException {
            starts++;
            if (refusal != null) {
                throw new IOException(refusal);
            }
            to = sink;
            log.add(name + " starts");
        }

        @Override
        public void guard(List<Watch> watches) {
            log.add(name + (watches.isEmpty() ? " rests" : " guards"));
        }

        @Override
        public void forget() {
            forgotten++;
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(Map.of("a", guards), prevents, List.of());
        }

        @Override
        public int waiting() {
            return waiting;
        }

        @Override
        public void stop() {
            log.add(name + " ends");
        }
    }
}
