/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.filter.Filter;
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
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.progress.Culprits;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends made-up events along the whole way, before the first mark stands. Whatever classes the way
 * needs are loaded by then: a reader that had to load one would open a file, and might wait for
 * itself.
 */
public final class Rehearsal {
    private static final BytePath FOLDER = BytePath.of("/rehearsal");
    private static final int SMALL = 1;
    private static final int LARGE = 1000;

    private Rehearsal() {}

    /** Takes some milliseconds. */
    public static void run() throws InterruptedException {
        Tally tally = new Tally();
        Lane lane = new Lane("rehearsal", new Agreeable(), Duration.ofMinutes(1));
        Pipeline pipeline =
                new Pipeline(
                        4,
                        new VerdictCache(0),
                        tally,
                        path -> {
                            throw new IOException("nothing is there");
                        },
                        () -> null,
                        new Notifications(),
                        Clock.systemUTC());
        Filter filter = (watch, access) -> Optional.empty();
        GuardedWatch watch =
                new GuardedWatch(
                        watch(), List.of(lane), List.of(new BoundFilter("rehearsal", filter)));
        pipeline.use(new Policy(1, List.of(watch), Map.of()));
        pipeline.start();
        lane.staff();
        CountDownLatch closed = new CountDownLatch(6);
        for (int inode = 1; inode <= 2; inode++) {
            send(pipeline, new Event(AccessKind.OPEN, inode, SMALL, "/rehearsal/x", closed));
        }
        pipeline.holds(new FileIdentity(0, 1, SMALL, 0, 0));
        new Heat().rises(0, 1);
        new Culprits(pipeline::policy, tally).allows(Thread.currentThread());
        send(pipeline, new Event(AccessKind.CLOSE_WRITE, 3, SMALL, "/rehearsal/x", closed));
        send(pipeline, new Event(AccessKind.OPEN, 4, LARGE, "/rehearsal/x", closed));
        send(pipeline, new Event(AccessKind.READ, 5, SMALL, "/rehearsal/x", closed));
        send(pipeline, new Event(AccessKind.OPEN, 6, SMALL, "/elsewhere", closed));
        boolean whole = closed.await(10, TimeUnit.SECONDS);
        lane.retire();
        // Without a scanner it is kept in mind for later.
        send(pipeline, new Event(AccessKind.OPEN, 7, SMALL, "/rehearsal/x", closed));
        pipeline.lost("rehearsal");
        pipeline.stop();
        if (!whole) {
            throw new IllegalStateException("The engine does not answer events: not starting");
        }
    }

    private static void send(Pipeline pipeline, Event event) {
        if (!pipeline.settles(event.kind, true, 0, 0100644, 0, event.inode, event.size, 0, 0)) {
            pipeline.accept(event);
        }
    }

    private static Watch watch() {
        return new Watch(
                "rehearsal",
                List.of(FOLDER),
                ScanOn.OPEN_EXEC,
                true,
                MarkMode.AUTO,
                Fallback.ALLOW,
                Duration.ofSeconds(1),
                LARGE - 1,
                Fallback.ALLOW,
                Duration.ofSeconds(1),
                Action.REPORT,
                CacheMode.KERNEL,
                "",
                "");
    }

    private static final class Agreeable implements Scanner {
        private final ScannerStatus status =
                new ScannerStatus(ScannerStatus.State.UP, "1", "", 1, Set.of());

        @Override
        public Verdict scan(FileContent file, Duration limit) {
            return Verdict.CLEAN;
        }

        @Override
        public ScannerStatus status() {
            return status;
        }
    }

    private record Event(AccessKind kind, int inode, long size, String path, CountDownLatch closed)
            implements FileEvent {
        @Override
        public Location location() {
            return new Location(BytePath.of(path), BytePath.of(path), true);
        }

        @Override
        public int pid() {
            return 0;
        }

        @Override
        public Optional<Accessor> process() {
            return Optional.empty();
        }

        @Override
        public boolean permission() {
            return kind != AccessKind.CLOSE_WRITE;
        }

        @Override
        public FileIdentity identity() {
            return new FileIdentity(0, inode, size, 0, 0);
        }

        @Override
        public boolean answer(boolean allow) {
            return true;
        }

        @Override
        public int descriptor() {
            return -1;
        }

        @Override
        public ChangeTrace trace() {
            return ChangeTrace.TIMES;
        }

        @Override
        public FileIdentity identify() {
            return identity();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
