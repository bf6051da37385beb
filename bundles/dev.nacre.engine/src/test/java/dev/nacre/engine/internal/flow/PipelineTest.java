/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.engine.internal.Await;
import dev.nacre.engine.internal.scan.Lane;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class PipelineTest {
    private final Fixture guard = new Fixture();

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void a_clean_file_is_opened_and_remembered() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent first = FakeEvent.open(file);
        guard.report(first);
        assertThat(first.awaitAnswer()).isTrue();
        first.awaitClosed();
        FakeEvent second = FakeEvent.open(file);
        guard.report(second);
        assertThat(second.awaitAnswer()).isTrue();
        assertThat(guard.scanner.scans).hasValue(1);
        assertThat(guard.tally.cacheHits.sum()).isOne();
    }

    @Test
    void a_file_that_somebody_may_be_writing_is_not_remembered() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        for (int i = 0; i < 2; i++) {
            FakeEvent event = FakeEvent.open(file);
            event.traces(ChangeTrace.NONE);
            guard.report(event);
            event.awaitClosed();
        }
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void where_times_do_not_show_each_change_a_verdict_holds_while_nobody_writes()
            throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent first = FakeEvent.open(file);
        first.traces(ChangeTrace.WRITERS);
        guard.report(first);
        first.awaitClosed();
        FakeEvent unwritten = FakeEvent.open(file);
        unwritten.traces(ChangeTrace.WRITERS);
        guard.report(unwritten);
        unwritten.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(1);
        FakeEvent written = FakeEvent.open(file);
        written.traces(ChangeTrace.NONE);
        guard.report(written);
        written.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void who_opens_while_a_file_that_can_be_changed_is_scanned_is_judged_by_a_later_scan()
            throws Exception {
        FileIdentity file = FakeEvent.file(10);
        guard.scanner.hold();
        FakeEvent early = FakeEvent.open(file);
        early.traces(ChangeTrace.NONE);
        guard.report(early);
        Await.until(() -> guard.scanner.scans.get() == 1);
        List<FakeEvent> late = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FakeEvent event = FakeEvent.open(file);
            event.traces(ChangeTrace.NONE);
            guard.report(event);
            late.add(event);
        }
        guard.scanner.say(
                content -> content == early ? Verdict.CLEAN : new Verdict.Infected("Mapped"));
        guard.scanner.letGo();
        assertThat(early.awaitAnswer()).isTrue();
        for (FakeEvent event : late) {
            assertThat(event.awaitAnswer()).isFalse();
            event.awaitClosed();
        }
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void who_opens_while_a_file_that_nobody_writes_is_scanned_shares_the_verdict()
            throws Exception {
        FileIdentity file = FakeEvent.file(10);
        guard.scanner.hold();
        FakeEvent early = FakeEvent.open(file);
        guard.report(early);
        Await.until(() -> guard.scanner.scans.get() == 1);
        FakeEvent late = FakeEvent.open(file);
        guard.report(late);
        guard.scanner.letGo();
        assertThat(late.awaitAnswer()).isTrue();
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void a_crowd_that_waits_for_one_file_calls_one_thread() throws Exception {
        guard.scanner.hold();
        for (int i = 0; i < guard.scanner.status().parallelism(); i++) {
            guard.report(FakeEvent.open(FakeEvent.file(10)));
        }
        Await.until(() -> guard.scanner.scans.get() == guard.scanner.status().parallelism());
        FileIdentity file = FakeEvent.file(10);
        List<FakeEvent> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(FakeEvent.open(file));
            guard.report(crowd.get(i));
        }
        assertThat(guard.lane.queued()).isOne();
        guard.scanner.letGo();
        for (FakeEvent event : crowd) {
            assertThat(event.awaitAnswer()).isTrue();
        }
    }

    @Test
    void a_file_that_somebody_could_write_when_its_scan_began_is_not_remembered() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        guard.scanner.hold();
        FakeEvent first = FakeEvent.open(file);
        first.traces(ChangeTrace.NONE);
        guard.report(first);
        Await.until(() -> guard.scanner.scans.get() == 1);
        first.traces(ChangeTrace.TIMES);
        guard.scanner.letGo();
        first.awaitClosed();
        FakeEvent second = FakeEvent.open(file);
        guard.report(second);
        second.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void a_file_that_was_written_while_it_was_scanned_is_not_remembered() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        guard.scanner.hold();
        FakeEvent first = FakeEvent.open(file);
        first.traces(ChangeTrace.WRITERS);
        guard.report(first);
        Await.until(() -> guard.scanner.scans.get() == 1);
        guard.pipeline.written(file.device(), file.inode());
        guard.scanner.letGo();
        first.awaitClosed();
        FakeEvent second = FakeEvent.open(file);
        second.traces(ChangeTrace.WRITERS);
        guard.report(second);
        second.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void a_write_is_scanned_even_if_nothing_seems_to_have_changed() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent before = FakeEvent.open(file);
        guard.report(before);
        before.awaitClosed();
        FakeEvent write = FakeEvent.written(file);
        guard.scanner.say(new Verdict.Infected("Mapped"));
        guard.report(write);
        write.awaitClosed();
        FakeEvent after = FakeEvent.open(file);
        guard.report(after);
        assertThat(after.awaitAnswer()).isFalse();
    }

    @Test
    void a_write_that_is_told_late_is_not_scanned_where_the_file_was_since() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent after = FakeEvent.open(file);
        guard.report(after);
        after.awaitClosed();
        FakeEvent write = FakeEvent.written(file);
        guard.reportLate(write);
        write.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void an_infected_file_is_refused_and_told_of() throws Exception {
        guard.scanner.say(new Verdict.Infected("Bad"));
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        event.awaitClosed();
        var detection = guard.detections.poll(10, TimeUnit.SECONDS);
        assertThat(detection.signature()).isEqualTo("Bad");
        assertThat(detection.path()).isEqualTo(BytePath.of("/srv/x"));
        assertThat(detection.denied()).isTrue();
        assertThat(guard.tally.denied.sum()).isOne();
    }

    @Test
    void an_infected_file_is_never_remembered_as_anything() throws Exception {
        guard.scanner.say(new Verdict.Infected("Bad"));
        FileIdentity file = FakeEvent.file(10);
        for (int i = 0; i < 3; i++) {
            FakeEvent event = FakeEvent.open(file);
            guard.report(event);
            assertThat(event.awaitAnswer()).isFalse();
            event.awaitClosed();
        }
        assertThat(guard.scanner.scans).hasValue(3);
    }

    @Test
    void a_new_epoch_voids_all_verdicts() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent before = FakeEvent.open(file);
        guard.report(before);
        before.awaitClosed();
        guard.scanner.epoch("2");
        guard.scanner.say(new Verdict.Infected("New"));
        FakeEvent after = FakeEvent.open(file);
        guard.report(after);
        assertThat(after.awaitAnswer()).isFalse();
    }

    @Test
    void a_verdict_given_while_the_epoch_changed_is_not_remembered() throws Exception {
        guard.scanner.say(
                file -> {
                    guard.scanner.epoch("2");
                    return Verdict.CLEAN;
                });
        FileIdentity file = FakeEvent.file(10);
        FakeEvent first = FakeEvent.open(file);
        guard.report(first);
        first.awaitClosed();
        guard.scanner.say(new Verdict.Infected("New"));
        FakeEvent second = FakeEvent.open(file);
        guard.report(second);
        assertThat(second.awaitAnswer()).isFalse();
    }

    @Test
    void many_opens_of_one_file_share_one_scan() throws Exception {
        guard.scanner.hold();
        FileIdentity file = FakeEvent.file(10);
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FakeEvent event = FakeEvent.open(file);
            events.add(event);
            guard.report(event);
        }
        guard.scanner.letGo();
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isTrue();
            event.awaitClosed();
            assertThat(event.closes).hasValue(1);
        }
        assertThat(guard.scanner.scans).hasValue(1);
        assertThat(guard.tally.coalesced.sum()).isEqualTo(49);
    }

    @Test
    void a_file_that_changes_while_it_is_scanned_is_scanned_anew_for_the_others() throws Exception {
        guard.scanner.hold();
        FileIdentity file = FakeEvent.file(10);
        FakeEvent first = FakeEvent.open(file);
        FakeEvent second = FakeEvent.open(file);
        guard.report(first);
        guard.report(second);
        Await.until(() -> guard.scanner.scans.get() == 1);
        first.change();
        second.change();
        guard.scanner.letGo();
        first.awaitClosed();
        second.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void many_that_wait_for_one_verdict_are_answered_together() throws Exception {
        for (Verdict verdict :
                List.of(
                        Verdict.CLEAN,
                        new Verdict.Infected("Many"),
                        Verdict.unscanned(UnscannedReason.LIMIT_EXCEEDED, "much"))) {
            guard.scanner.say(content -> verdict);
            guard.scanner.hold();
            List<FakeEvent> events = manyOpens();
            guard.scanner.letGo();
            for (FakeEvent event : events) {
                assertThat(event.awaitAnswer())
                        .as("%s", verdict)
                        .isEqualTo(!(verdict instanceof Verdict.Infected));
                event.awaitClosed();
            }
            // The first one's file is what is acted upon.
            assertThat(events.subList(1, events.size())).allMatch(event -> event.answeredTogether);
        }
        assertThat(guard.tally.infected.sum()).isEqualTo(50);
        assertThat(guard.tally.denied.sum()).isEqualTo(50);
    }

    @Test
    void many_that_are_due_at_once_are_answered_together() throws Exception {
        guard.deadline = Duration.ofMillis(500);
        guard.use();
        guard.scanner.hold();
        List<FakeEvent> events = manyOpens();
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isTrue();
        }
        assertThat(events).anyMatch(event -> event.answeredTogether);
        assertThat(guard.tally.unscanned()).containsEntry("timed-out", 50L);
    }

    @Test
    void a_few_are_answered_together_as_many_may_wait_for_others() throws Exception {
        guard.scanner.hold();
        List<FakeEvent> events = opens(3);
        guard.scanner.letGo();
        for (FakeEvent event : events) {
            event.awaitClosed();
        }
        assertThat(events.subList(1, 3)).allMatch(event -> event.answeredTogether);
    }

    private List<FakeEvent> manyOpens() {
        return opens(50);
    }

    private List<FakeEvent> opens(int count) {
        FileIdentity file = FakeEvent.file(10);
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(FakeEvent.open(file));
        }
        events.forEach(guard::report);
        return events;
    }

    @Test
    void a_release_that_cannot_be_looked_up_lets_none_of_many_pass() throws Exception {
        guard.onError = Fallback.ALLOW;
        guard.use();
        guard.quarantine =
                (Quarantine)
                        Proxy.newProxyInstance(
                                Quarantine.class.getClassLoader(),
                                new Class<?>[] {Quarantine.class},
                                (self, method, arguments) -> {
                                    throw new IllegalStateException("broken");
                                });
        guard.scanner.say(content -> new Verdict.Infected("Many"));
        guard.scanner.hold();
        List<FakeEvent> events = manyOpens();
        guard.scanner.letGo();
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isFalse();
            event.awaitClosed();
        }
    }

    @Test
    void a_held_scan_is_answered_at_the_deadline_and_goes_on() throws Exception {
        guard.deadline = Duration.ofMillis(100);
        guard.onError = Fallback.DENY;
        guard.use();
        guard.scanner.hold();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(event.closes).hasValue(0);
        assertThat(guard.tally.unscanned())
                .containsEntry(UnscannedReason.TIMED_OUT.text(), 1L)
                .hasSize(1);
        guard.scanner.letGo();
        event.awaitClosed();
        assertThat(guard.tally.unscanned()).hasSize(1);
    }

    @Test
    void without_a_scanner_the_watch_answers_and_it_is_counted() throws Exception {
        guard.lanes = List.of();
        guard.onError = Fallback.DENY;
        guard.use();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        event.awaitClosed();
        assertThat(guard.tally.unscanned()).containsEntry("scanner-down", 1L);
    }

    @Test
    void an_absent_scanner_leaves_its_place_to_the_next() throws Exception {
        FakeScanner absent = new FakeScanner();
        absent.state(ScannerStatus.State.ABSENT);
        guard.lanes = List.of(new Lane("absent", absent, Fixture.PATIENCE), guard.lane);
        guard.use();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isTrue();
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void what_passed_while_the_scanner_was_down_is_scanned_when_it_is_back() throws Exception {
        guard.scanner.state(ScannerStatus.State.DOWN);
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isTrue();
        event.awaitClosed();
        FakeOpenFile file = new FakeOpenFile(event.identity());
        guard.opener = path -> file;
        guard.scanner.say(new Verdict.Infected("Bad"));
        guard.scanner.state(ScannerStatus.State.UP);
        assertThat(guard.detections.poll(10, TimeUnit.SECONDS).path())
                .isEqualTo(BytePath.of("/srv/x"));
        Await.until(file::isClosed);
    }

    @Test
    void what_finds_no_room_is_not_tried_again_before_there_is_some() throws Exception {
        try (Fixture small = new Fixture(8)) {
            small.deadline = Duration.ofSeconds(1);
            small.use();
            AtomicInteger opened = new AtomicInteger();
            FakeEvent written = FakeEvent.written(FakeEvent.file(10));
            FakeOpenFile file = new FakeOpenFile(written.identity());
            small.opener =
                    path -> {
                        opened.incrementAndGet();
                        return file;
                    };
            small.scanner.hold();
            FileIdentity hung = FakeEvent.file(10);
            List<FakeEvent> crowd = Stream.generate(() -> FakeEvent.open(hung)).limit(4).toList();
            crowd.forEach(small::report);
            small.report(written);
            for (FakeEvent one : crowd) {
                assertThat(one.awaitAnswer()).isTrue();
            }
            assertThat(opened).hasValue(0);
            small.scanner.letGo();
            Await.until(file::isClosed);
            assertThat(opened).hasValue(1);
        }
    }

    @Test
    void what_a_scanner_sends_back_is_tried_again_after_a_while() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        guard.opener =
                path -> {
                    opened.incrementAndGet();
                    return new FakeOpenFile(FakeEvent.file(10));
                };
        guard.scanner.say(Verdict.unscanned(UnscannedReason.SCANNER_DOWN, "it says"));
        long begin = System.nanoTime();
        guard.report(FakeEvent.open("/srv/x"));
        Await.until(() -> opened.get() >= 4);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(700));
    }

    @Test
    void a_scanner_that_never_returns_loses_a_thread_and_the_rest_goes_on() throws Exception {
        FakeScanner stuck = new FakeScanner();
        stuck.hold();
        Lane lane = new Lane("stuck", stuck, Duration.ofMillis(50));
        lane.staff();
        guard.lanes = List.of(lane);
        guard.deadline = Duration.ofMillis(100);
        guard.use();
        FakeEvent first = FakeEvent.open("/srv/1");
        guard.report(first);
        assertThat(first.awaitAnswer()).isTrue();
        Await.until(
                () -> {
                    lane.staff();
                    return lane.writtenOff() > 0;
                });
        stuck.letGo();
        FakeEvent next = FakeEvent.open("/srv/2");
        guard.report(next);
        assertThat(next.awaitAnswer()).isTrue();
        next.awaitClosed();
        lane.retire();
    }

    @Test
    void a_scanner_that_cannot_tell_how_it_is_counts_as_down() throws Exception {
        Scanner silent =
                new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit) {
                        return Verdict.CLEAN;
                    }

                    @Override
                    public ScannerStatus status() {
                        throw new IllegalStateException("broken");
                    }
                };
        Lane lane = new Lane("silent", silent, Fixture.PATIENCE);
        lane.staff();
        guard.lanes = List.of(lane);
        guard.onError = Fallback.DENY;
        guard.use();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(guard.tally.unscanned()).containsEntry("scanner-down", 1L);
        lane.retire();
    }

    @Test
    void a_scanner_that_throws_is_no_verdict() throws Exception {
        guard.onError = Fallback.DENY;
        guard.use();
        guard.scanner.say(
                file -> {
                    throw new IllegalStateException("broken");
                });
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(guard.tally.unscanned()).containsEntry("scan-failed", 1L);
    }

    @Test
    void a_file_that_cannot_be_told_is_no_verdict() throws Exception {
        guard.onError = Fallback.DENY;
        guard.use();
        FakeEvent event = FakeEvent.open("/srv/x");
        event.becomeUnreadable();
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(guard.tally.unscanned()).containsEntry("unreadable", 1L);
    }

    @Test
    void a_file_too_large_is_answered_by_oversize() throws Exception {
        guard.oversize = Fallback.DENY;
        guard.use();
        FakeEvent event = FakeEvent.open(FakeEvent.file(1001));
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        event.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(0);
        assertThat(guard.tally.unscanned()).containsEntry("too-large", 1L);
    }

    @Test
    void a_file_that_we_may_not_read_is_answered_by_on_error_and_counted() throws Exception {
        FakeEvent event = FakeEvent.written(FakeEvent.file(10)).closedToUs();
        guard.report(event);
        event.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(0);
        assertThat(guard.tally.unscanned()).containsEntry("unreadable", 1L);
    }

    @Test
    void more_than_may_wait_are_answered_at_once() throws Exception {
        try (Fixture small = new Fixture(2)) {
            small.scanner.hold();
            small.report(FakeEvent.open("/srv/1"));
            small.report(FakeEvent.open("/srv/2"));
            FakeEvent third = FakeEvent.open("/srv/3");
            small.report(third);
            assertThat(third.awaitAnswer()).isTrue();
            assertThat(third.closes).hasValue(1);
            assertThat(small.tally.unscanned()).containsEntry("queue-full", 1L);
        }
    }

    @Test
    void whoever_waits_is_answered_when_the_guard_ends() throws Exception {
        Fixture ending = new Fixture();
        ending.scanner.hold();
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(FakeEvent.open("/srv/" + i));
            ending.report(events.get(i));
        }
        ending.close();
        for (FakeEvent event : events) {
            event.awaitClosed();
            assertThat(event.closes).hasValue(1);
        }
    }

    @Test
    void without_prevention_nobody_waits() throws Exception {
        guard.prevention = false;
        guard.use();
        guard.scanner.hold();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isTrue();
        event.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(0);
    }

    @Test
    void other_paths_and_other_accesses_pass_unscanned_and_are_counted() throws Exception {
        guard.scanOn = ScanOn.WRITE_EXEC;
        guard.use();
        FakeEvent other = FakeEvent.open("/srv/x");
        FakeEvent outside = FakeEvent.open("/home/x");
        guard.report(other);
        guard.report(outside);
        assertThat(other.awaitAnswer()).isTrue();
        assertThat(outside.awaitAnswer()).isTrue();
        assertThat(guard.tally.exempt())
                .containsEntry("other-access", 1L)
                .containsEntry("outside", 1L);
        assertThat(guard.scanner.scans).hasValue(0);
    }

    @Test
    void a_filter_exempts_and_one_that_throws_does_not() throws Exception {
        guard.filter((watch, access) -> Optional.of("rule"));
        guard.use();
        FakeEvent exempt = FakeEvent.open("/srv/x");
        guard.report(exempt);
        assertThat(exempt.awaitAnswer()).isTrue();
        assertThat(guard.scanner.scans).hasValue(0);
        guard.filter(
                (watch, access) -> {
                    throw new IllegalStateException("broken");
                });
        guard.use();
        FakeEvent scanned = FakeEvent.open("/srv/y");
        guard.report(scanned);
        assertThat(scanned.awaitAnswer()).isTrue();
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void without_a_cache_each_open_is_scanned() throws Exception {
        guard.cacheMode = CacheMode.NONE;
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        for (int i = 0; i < 2; i++) {
            FakeEvent event = FakeEvent.open(file);
            guard.report(event);
            event.awaitClosed();
        }
        assertThat(guard.scanner.scans).hasValue(2);
    }

    @Test
    void our_own_the_scanners_folders_and_empty_files_are_settled_by_the_reader() {
        int own = (int) ProcessHandle.current().pid();
        assertThat(guard.pipeline.settles(AccessKind.OPEN, true, own, 0100644, 1, 1, 9, 0, 0))
                .isTrue();
        assertThat(guard.pipeline.settles(AccessKind.OPEN, true, 99, 0100644, 1, 1, 9, 0, 0))
                .isTrue();
        assertThat(guard.pipeline.settles(AccessKind.OPEN, true, 1, 040755, 1, 1, 9, 0, 0))
                .isTrue();
        assertThat(guard.pipeline.settles(AccessKind.OPEN, true, 1, 0100644, 1, 1, 0, 0, 0))
                .isTrue();
        assertThat(guard.pipeline.settles(AccessKind.OPEN, true, 1, 0100644, 1, 1, 9, 0, 0))
                .isFalse();
        assertThat(guard.tally.exempt()).containsOnlyKeys("own", "scanner", "not-regular", "empty");
    }

    @Test
    void a_file_written_over_and_over_is_scanned_once_a_quiet_period() throws Exception {
        guard.quietPeriod = Duration.ofMillis(300);
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        List<FakeEvent> writes = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + Duration.ofMillis(650).toNanos();
        while (System.nanoTime() < end || writes.size() <= 50) {
            FileIdentity version = new FileIdentity(1, file.inode(), 10, 5, System.nanoTime());
            FakeEvent write = FakeEvent.written(version);
            writes.add(write);
            guard.report(write);
            Thread.sleep(1);
        }
        for (FakeEvent write : writes) {
            write.awaitClosed();
            assertThat(write.closes).hasValue(1);
        }
        int periods = (int) ((System.nanoTime() - begin) / 300_000_000);
        assertThat(guard.scanner.scans.get()).isBetween(2, periods + 2);
    }

    @Test
    void in_a_rush_no_more_writes_are_held_open_than_there_are_descriptors_for() throws Exception {
        try (Fixture small = new Fixture(40)) {
            small.quietPeriod = Duration.ofMinutes(1);
            small.use();
            List<FakeEvent> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                writes.add(FakeEvent.written(FakeEvent.file(10)));
                small.report(writes.get(i));
            }
            Await.until(
                    () -> writes.stream().filter(write -> !write.closed.isDone()).count() <= 10);
        }
    }

    @Test
    void a_modified_file_is_scanned_when_the_period_is_over() throws Exception {
        guard.scanOn = ScanOn.MODIFY;
        guard.quietPeriod = Duration.ofMillis(200);
        guard.use();
        FakeEvent event = new FakeEvent(AccessKind.MODIFY, false, "/srv/x", FakeEvent.file(10));
        guard.report(event);
        assertThat(event.closes).hasValue(0);
        event.awaitClosed();
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void jobs_of_the_last_scanner_that_goes_are_answered_by_the_watch() throws Exception {
        guard.scanner.hold();
        guard.onError = Fallback.DENY;
        guard.use();
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(FakeEvent.open("/srv/" + i));
            guard.report(events.get(i));
        }
        Await.until(() -> guard.scanner.scans.get() == 2);
        guard.pipeline.reassign(guard.lane);
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isFalse();
            event.awaitClosed();
        }
        assertThat(guard.tally.unscanned()).containsEntry("scanner-down", 10L);
    }

    @Test
    void jobs_of_a_scanner_that_goes_are_done_by_the_next() throws Exception {
        guard.scanner.hold();
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(FakeEvent.open("/srv/" + i));
            guard.report(events.get(i));
        }
        FakeScanner next = new FakeScanner();
        Lane lane = new Lane("next", next, Fixture.PATIENCE);
        lane.staff();
        guard.lanes = List.of(lane);
        guard.use();
        guard.pipeline.reassign(guard.lane);
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isTrue();
            event.awaitClosed();
        }
        assertThat(next.scans.get()).isGreaterThanOrEqualTo(8);
        lane.retire();
    }

    /** A scanner that is held, and says this when its thread is interrupted. */
    private static Scanner parting(CountDownLatch begun, Supplier<Verdict> lastWord) {
        FakeScanner how = new FakeScanner();
        return new Scanner() {
            @Override
            public Verdict scan(FileContent file, Duration limit) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return lastWord.get();
            }

            @Override
            public ScannerStatus status() {
                return how.status();
            }
        };
    }

    static Stream<Supplier<Verdict>> last_words() {
        return Stream.of(
                () -> Verdict.CLEAN,
                () -> Verdict.unscanned(UnscannedReason.SCANNER_DOWN, "taken out of use"),
                () -> {
                    throw new IllegalStateException("the connection is closed");
                });
    }

    @ParameterizedTest
    @MethodSource("last_words")
    void what_a_scanner_says_while_it_goes_is_no_verdict_and_the_next_one_judges(
            Supplier<Verdict> lastWord) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Lane going = new Lane("going", parting(begun, lastWord), Fixture.PATIENCE);
        going.staff();
        guard.lanes = List.of(going, guard.lane);
        guard.onError = Fallback.ALLOW;
        guard.scanner.say(new Verdict.Infected("Eicar"));
        guard.use();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        begun.await();
        guard.pipeline.reassign(going);
        assertThat(event.awaitAnswer()).isFalse();
        event.awaitClosed();
        assertThat(event.closes).hasValue(1);
        assertThat(guard.tally.unscanned()).isEmpty();
        assertThat(guard.tally.infected.sum()).isOne();
    }

    @Test
    void while_a_scanner_that_went_may_be_back_its_files_are_judged_by_no_other() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Lane going = new Lane("clamd", parting(begun, () -> Verdict.CLEAN), Fixture.PATIENCE);
        going.staff();
        guard.lanes = List.of(going, guard.lane);
        guard.use();
        FakeEvent scanned = FakeEvent.open("/srv/scanned");
        FakeEvent waiting = FakeEvent.open("/srv/waiting");
        guard.report(scanned);
        begun.await();
        guard.report(waiting);
        going.vacate();
        FakeEvent late = FakeEvent.open("/srv/late");
        guard.report(late);
        assertThat(going.status().state()).isEqualTo(ScannerStatus.State.DOWN);
        Await.until(() -> guard.pipeline.waiting() == 3);
        assertThat(guard.scanner.scans).hasValue(0);
        FakeScanner back = new FakeScanner();
        back.say(new Verdict.Infected("Eicar"));
        Lane fresh = new Lane("clamd", back, Fixture.PATIENCE);
        fresh.staff();
        guard.lanes = List.of(fresh, guard.lane);
        guard.use();
        guard.pipeline.reassign(going);
        for (FakeEvent event : List.of(scanned, waiting, late)) {
            assertThat(event.awaitAnswer()).isFalse();
            event.awaitClosed();
            assertThat(event.closes).hasValue(1);
        }
        assertThat(guard.scanner.scans).hasValue(0);
        assertThat(back.scans).hasValue(3);
        assertThat(guard.tally.unscanned()).isEmpty();
        fresh.retire();
    }

    @Test
    void whoever_waits_for_a_scanner_that_does_not_come_back_is_answered_at_the_deadline()
            throws Exception {
        guard.onError = Fallback.DENY;
        guard.deadline = Duration.ofMillis(200);
        guard.use();
        guard.lane.vacate();
        FakeEvent event = FakeEvent.open("/srv/x");
        guard.report(event);
        assertThat(event.awaitAnswer()).isFalse();
        assertThat(guard.tally.unscanned()).containsEntry("scanner-down", 1L);
    }

    @Test
    void what_is_known_to_be_clean_is_opened_while_the_scanner_may_be_back() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        FakeEvent first = FakeEvent.open(file);
        guard.report(first);
        first.awaitClosed();
        guard.lane.vacate();
        FakeEvent again = FakeEvent.open(file);
        guard.report(again);
        assertThat(again.answer).isCompletedWithValue(true);
        assertThat(guard.tally.cacheHits.sum()).isOne();
    }

    @Test
    void whoever_waits_for_a_scan_that_nothing_ends_is_answered_by_on_error_when_the_guard_ends()
            throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        Scanner deaf =
                new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit) {
                        begun.countDown();
                        while (never.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        return Verdict.CLEAN;
                    }

                    @Override
                    public ScannerStatus status() {
                        return guard.scanner.status();
                    }
                };
        Fixture ending = new Fixture();
        Lane lane = new Lane("deaf", deaf, Fixture.PATIENCE);
        lane.staff();
        ending.lanes = List.of(lane);
        ending.onError = Fallback.DENY;
        ending.use();
        List<FakeEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(FakeEvent.open("/srv/" + i));
            ending.report(events.get(i));
        }
        begun.await();
        ending.pipeline.stop();
        FakeEvent late = FakeEvent.open("/srv/late");
        ending.report(late);
        events.add(late);
        for (FakeEvent event : events) {
            assertThat(event.awaitAnswer()).isFalse();
        }
        assertThat(ending.tally.unscanned()).isEqualTo(Map.of("shutdown", 11L));
        never.countDown();
        ending.pipeline.reassign(lane);
        for (FakeEvent event : events) {
            event.awaitClosed();
            assertThat(event.closes).hasValue(1);
        }
        ending.close();
    }
}
