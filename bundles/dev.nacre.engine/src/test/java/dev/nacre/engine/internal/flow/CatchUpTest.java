/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.ScanOn;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CatchUpTest {
    private static final BytePath PATH = BytePath.of("/srv/x");

    private final Fixture guard = new Fixture();
    private final CatchUp catchUp = guard.pipeline.catchUp();
    private final AtomicInteger infected = new AtomicInteger();
    private final Semaphore closed = new Semaphore(0);
    private final Fate fate =
            new Fate() {
                @Override
                public void infected() {
                    infected.incrementAndGet();
                }

                @Override
                public void closed() {
                    closed.release();
                }
            };

    @AfterEach
    void close() {
        guard.close();
    }

    private void offer(FileIdentity file) throws Exception {
        FakeOpenFile open = new FakeOpenFile(file);
        open.traces(ChangeTrace.TIMES);
        catchUp.offer(open, PATH, fate);
        assertThat(closed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(open.isClosed()).isTrue();
    }

    @Test
    void a_file_is_scanned_whatever_the_watch_looks_at_and_not_twice() throws Exception {
        for (ScanOn scanOn : ScanOn.values()) {
            guard.scanOn = scanOn;
            guard.quietPeriod = Duration.ofHours(1);
            guard.use();
            int before = guard.scanner.scans.get();
            FileIdentity file = FakeEvent.file(10);
            offer(file);
            offer(file);
            assertThat(guard.scanner.scans).as("%s", scanOn).hasValue(before + 1);
        }
    }

    @Test
    void an_infected_file_is_dealt_with_and_told() throws Exception {
        guard.scanner.say(new Verdict.Infected("Pearl"));
        offer(FakeEvent.file(10));
        assertThat(infected).hasValue(1);
        assertThat(guard.detections.poll(10, TimeUnit.SECONDS).path()).isEqualTo(PATH);
    }

    @Test
    void what_a_filter_exempts_and_what_no_watch_catches_up_is_not_scanned() throws Exception {
        guard.filter((watch, access) -> java.util.Optional.of("rule"));
        guard.use();
        offer(FakeEvent.file(10));
        guard.filters = java.util.List.of();
        guard.catchUp = false;
        guard.use();
        offer(FakeEvent.file(10));
        assertThat(guard.scanner.scans).hasValue(0);
    }

    @Test
    void half_of_the_scanner_is_left_to_all_others() {
        assertThat(catchUp.room()).isOne();
        guard.scanner.state(ScannerStatus.State.DOWN);
        assertThat(catchUp.room()).isZero();
    }

    @Test
    void time_is_settled_when_what_came_before_is_scanned() throws Exception {
        guard.scanner.hold();
        long before = catchUp.settledUntil(System.currentTimeMillis());
        FakeEvent event = FakeEvent.written(FakeEvent.file(10));
        guard.report(event);
        assertThat(catchUp.settledUntil(before + 1000)).isEqualTo(before);
        assertThat(catchUp.settledUntil(before + 2000)).isEqualTo(before);
        guard.scanner.letGo();
        event.awaitClosed();
        awaitSettled(before + 3000);
    }

    private void awaitSettled(long now) throws Exception {
        while (catchUp.settledUntil(now) < now) {
            Thread.sleep(5);
        }
    }

    @Test
    void a_file_that_waits_for_the_scanner_holds_time_until_it_is_scanned() throws Exception {
        guard.scanOn = ScanOn.WRITE;
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        guard.opener = path -> new FakeOpenFile(file);
        long before = catchUp.settledUntil(System.currentTimeMillis());
        guard.scanner.state(ScannerStatus.State.DOWN);
        FakeEvent event = FakeEvent.written(file);
        guard.report(event);
        event.awaitClosed();
        for (int i = 1; i < 5; i++) {
            assertThat(catchUp.settledUntil(before + i)).isEqualTo(before);
        }
        guard.scanner.epoch("1");
        awaitSettled(before + 5);
        assertThat(guard.scanner.scans).hasValue(1);
    }

    @Test
    void what_is_lost_is_noticed() {
        assertThat(catchUp.takeLoss()).isFalse();
        guard.pipeline.lost("queue-overflow");
        assertThat(catchUp.takeLoss()).isTrue();
    }
}
