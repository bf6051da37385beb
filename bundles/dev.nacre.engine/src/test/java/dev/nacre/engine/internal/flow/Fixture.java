/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A whole engine with fakes at its seams, guarding {@code /srv}. */
final class Fixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final Tally tally = new Tally();
    final FakeScanner scanner = new FakeScanner();
    final Lane lane = new Lane("fake", scanner, PATIENCE);
    final BlockingQueue<Detection> detections = new LinkedBlockingQueue<>();
    final Pipeline pipeline;
    volatile FileOpener opener =
            path -> {
                throw new IOException("no such file");
            };
    volatile Quarantine quarantine;

    // What the watch says; to be changed before use().
    ScanOn scanOn = ScanOn.OPEN_EXEC;
    boolean prevention = true;
    Fallback onError = Fallback.ALLOW;
    Fallback oversize = Fallback.ALLOW;
    Action action = Action.REPORT;
    CacheMode cacheMode = CacheMode.MEMORY;
    Duration deadline = Duration.ofSeconds(20);
    Duration quietPeriod = Duration.ZERO;
    boolean catchUp = true;
    boolean arrivals = true;
    List<BoundFilter> filters = List.of();
    List<Lane> lanes = List.of(lane);

    Fixture() {
        this(100);
    }

    Fixture(int capacity) {
        Notifications notifications = new Notifications();
        notifications.add("fake", detections::add);
        pipeline =
                new Pipeline(
                        capacity,
                        new VerdictCache(1_000_000),
                        tally,
                        path -> opener.open(path),
                        () -> quarantine,
                        notifications,
                        Clock.systemUTC());
        pipeline.start();
        lane.staff();
        use();
    }

    void filter(Filter filter) {
        filters = List.of(new BoundFilter("fake", filter));
    }

    void use() {
        Watch watch =
                new Watch(
                        "srv",
                        List.of(BytePath.of("/srv")),
                        scanOn,
                        prevention,
                        MarkMode.AUTO,
                        onError,
                        deadline,
                        1000,
                        oversize,
                        quietPeriod,
                        action,
                        cacheMode,
                        "",
                        "",
                        catchUp,
                        arrivals,
                        true);
        GuardedWatch guarded = new GuardedWatch(watch, lanes, filters);
        pipeline.use(new Policy(1, List.of(guarded), Map.of()));
    }

    /** What a source does with an access. */
    void report(FileEvent event) {
        if (event.kind() == AccessKind.CLOSE_WRITE || event.kind() == AccessKind.MODIFY) {
            pipeline.written(event.identity().device(), event.identity().inode());
        }
        reportLate(event);
    }

    /** Likewise, but of a write when others may have used the file already. */
    void reportLate(FileEvent event) {
        var identity = event.identity();
        boolean settled =
                pipeline.settles(
                        event.kind(),
                        event.permission(),
                        event.pid(),
                        0100644,
                        identity.device(),
                        identity.inode(),
                        identity.size(),
                        identity.modified(),
                        identity.changed());
        if (settled) {
            event.answer(true);
            event.close();
        } else {
            pipeline.accept(event);
        }
    }

    @Override
    public void close() {
        scanner.letGo();
        pipeline.stop();
        lane.retire();
    }
}
