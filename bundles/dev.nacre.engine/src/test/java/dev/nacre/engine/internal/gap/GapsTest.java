/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles.Visitor;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GapsTest {
    private static final BytePath SRV = BytePath.of("/srv");

    @TempDir Path var;

    private final BlockingQueue<Gap> visits = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger scans = new AtomicInteger();
    private final Semaphore scanning = new Semaphore(0);
    private final Tally tally = new Tally();
    private final Judge judge = new Judge();
    private final Lane lane = new Lane("judge", judge, Duration.ofMinutes(1));
    private volatile int changed;
    private volatile boolean partial;
    private Pipeline pipeline;
    private Gaps gaps;

    @BeforeEach
    void start() {
        pipeline =
                new Pipeline(
                        100,
                        new VerdictCache(1_000_000),
                        tally,
                        path -> {
                            throw new IOException("no such file");
                        },
                        () -> null,
                        new Notifications(),
                        Clock.systemUTC());
        GuardedWatch watch = new GuardedWatch(watch(), List.of(lane), List.of());
        pipeline.use(new Policy(1, List.of(watch), Map.of()));
        pipeline.start();
        lane.staff();
        gaps = gaps();
    }

    private Gaps gaps() {
        Gaps fresh = new Gaps(this::visit, var, Clock.systemUTC());
        fresh.start(pipeline.catchUp());
        return fresh;
    }

    @AfterEach
    void stop() throws Exception {
        gaps.end();
        pipeline.stop();
        lane.retire();
    }

    private static Watch watch() {
        return new Watch(
                "srv",
                List.of(SRV),
                ScanOn.WRITE,
                true,
                MarkMode.AUTO,
                Fallback.ALLOW,
                Duration.ofSeconds(10),
                1000,
                Fallback.ALLOW,
                Duration.ZERO,
                Action.REPORT,
                CacheMode.MEMORY,
                "",
                "");
    }

    private boolean visit(BytePath folder, long since, Visitor visitor) {
        visits.add(new Gap(folder, TimeUnit.NANOSECONDS.toMillis(since)));
        visitor.folder(folder);
        for (int i = 0; i < changed; i++) {
            if (!visitor.goesOn()) {
                return false;
            }
            opened.incrementAndGet();
            visitor.changed(folder.resolve(BytePath.of("f" + i)), new Opened(i, opened));
        }
        return true;
    }

    private record Opened(int inode, AtomicInteger open) implements OpenFile {
        @Override
        public int descriptor() {
            return 9;
        }

        @Override
        public FileIdentity identify() {
            return new FileIdentity(1, inode, 10, 5, 6);
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return 0;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private final class Judge implements Scanner {
        private volatile ScannerStatus status = status(ScannerStatus.State.UP);

        private static ScannerStatus status(ScannerStatus.State state) {
            return new ScannerStatus(state, "1", "", 4, Set.of());
        }

        @Override
        public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
            scans.incrementAndGet();
            scanning.acquire();
            return Verdict.CLEAN;
        }

        @Override
        public ScannerStatus status() {
            return status;
        }
    }

    /** What the engine does about once a second. */
    private void see() {
        gaps.guarded(Map.of("srv", List.of(SRV)), partial);
    }

    private void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            see();
            Thread.sleep(10);
        }
    }

    private Gap next() throws Exception {
        await(() -> !visits.isEmpty());
        return visits.take();
    }

    private void restart() throws Exception {
        gaps.end();
        gaps = gaps();
    }

    private long recorded() throws Exception {
        return new MomentFile(var).read().getOrDefault(SRV, 0L);
    }

    @Test
    void a_folder_that_is_new_is_recorded_at_once_and_not_gone_through() throws Exception {
        await(() -> recorded() > 0);
        long begun = recorded();
        restart();
        assertThat(next().since()).isGreaterThanOrEqualTo(begun);
        assertThat(visits).isEmpty();
    }

    @Test
    void a_loss_has_the_folder_gone_through_since_all_was_seen() throws Exception {
        await(() -> recorded() > 0);
        long begun = recorded();
        pipeline.lost("queue-overflow");
        Gap gap = next();
        assertThat(gap.folder()).isEqualTo(SRV);
        assertThat(gap.since()).isBetween(begun, System.currentTimeMillis());
    }

    @Test
    void what_is_not_reported_is_gone_through_at_once_and_when_it_is_reported_again()
            throws Exception {
        await(() -> recorded() > 0);
        partial = true;
        Gap first = next();
        await(() -> gaps.findings().isEmpty());
        partial = false;
        assertThat(next().since()).isBetween(first.since(), System.currentTimeMillis());
    }

    @Test
    void half_of_the_scanner_is_used_and_all_is_scanned() throws Exception {
        changed = 20;
        pipeline.lost("queue-overflow");
        await(() -> scans.get() == 2);
        assertThat(opened.get()).isLessThanOrEqualTo(3);
        assertThat(gaps.findings())
                .anyMatch(f -> f.message().startsWith("looking for files in /srv"));
        scanning.release(1000);
        await(() -> scans.get() == 20 && opened.get() == 0);
        await(() -> gaps.findings().isEmpty());
    }

    @Test
    void an_end_in_the_middle_is_prompt_and_the_next_start_begins_anew() throws Exception {
        await(() -> recorded() > 0);
        changed = 20;
        pipeline.lost("queue-overflow");
        Gap first = next();
        await(() -> scans.get() == 2);
        long begin = System.nanoTime();
        restart();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo(first);
        scanning.release(1000);
    }

    @Test
    void while_the_scanner_is_down_nothing_is_lost() throws Exception {
        changed = 20;
        scanning.release(5);
        pipeline.lost("queue-overflow");
        Gap first = next();
        await(() -> scans.get() >= 5);
        judge.status = Judge.status(ScannerStatus.State.DOWN);
        scanning.release(1000);
        await(() -> gaps.findings().isEmpty());
        assertThat(scans.get()).isLessThan(20);
        judge.status = Judge.status(ScannerStatus.State.UP);
        assertThat(next()).isEqualTo(first);
        await(() -> scans.get() >= 20);
    }

    @Test
    void a_folder_that_has_arrived_is_gone_through_whole_whenever_a_scanner_is_there()
            throws Exception {
        changed = 20;
        scanning.release(5);
        pipeline.folderArrived(new Location(SRV, SRV, true), null);
        await(() -> scans.get() >= 5);
        judge.status = Judge.status(ScannerStatus.State.DOWN);
        scanning.release(1000);
        await(() -> gaps.findings().isEmpty());
        assertThat(scans.get()).isLessThan(20);
        judge.status = Judge.status(ScannerStatus.State.UP);
        await(() -> scans.get() >= 20 && opened.get() == 0);
        assertThat(visits).hasSizeGreaterThan(1).allMatch(visit -> visit.since() < 0);
    }
}
