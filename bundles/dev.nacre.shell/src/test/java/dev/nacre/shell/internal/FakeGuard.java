/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.guard.Counters;
import dev.nacre.api.guard.Explanation;
import dev.nacre.api.guard.FilterStatus;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A guard that finds what its file confesses, and remembers what it was asked. */
final class FakeGuard implements Guard {
    final List<WatchStatus> watches = new ArrayList<>();
    final List<Access> asked = new ArrayList<>();
    final List<BytePath> released = new ArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    Health health = Health.HEALTHY;
    List<Finding> findings = List.of();
    int parallelism = 2;

    /** Scans go on only when so many have begun. */
    CountDownLatch together = new CountDownLatch(0);

    @Override
    public GuardStatus status() {
        ScannerStatus scanner =
                new ScannerStatus(
                        ScannerStatus.State.UP,
                        "ClamAV 1.4.6/27700",
                        "/run/clamd.ctl",
                        parallelism,
                        Set.of());
        Counters counters =
                new Counters(
                        12345,
                        678,
                        90,
                        11000,
                        12,
                        3,
                        2,
                        1,
                        4,
                        5000,
                        40,
                        Map.of("filter", 7L, "empty", 6L),
                        Map.of("timed-out", 1L),
                        Map.of("mail", 9L));
        return new GuardStatus(
                health,
                findings,
                Instant.now().minusSeconds(90),
                5,
                Optional.of("fanotify"),
                true,
                Optional.of("clamd"),
                Optional.of(scanner),
                counters,
                List.of(
                        new FilterStatus("caches", "path", 1234),
                        new FilterStatus("plugin", "", 0)));
    }

    @Override
    public boolean progresses() {
        return true;
    }

    @Override
    public List<WatchStatus> watches() {
        return watches;
    }

    @Override
    public Explanation explain(Access access) {
        asked.add(access);
        return access.kind() == AccessKind.CLOSE_WRITE
                ? new Explanation(true, Optional.of("home"), Optional.empty(), "watch home scans")
                : new Explanation(
                        false, Optional.of("home"), Optional.of("caches"), "prefix /srv/cache");
    }

    @Override
    public int release(BytePath folder) {
        released.add(folder);
        return 7;
    }

    @Override
    public Verdict scan(FileContent file) throws InterruptedException {
        together.countDown();
        together.await();
        return switch (text(file)) {
            case "evil" -> new Verdict.Infected("Evil-Test");
            case "huge" -> Verdict.unscanned(UnscannedReason.TOO_LARGE, "over the limit");
            case "bug" -> throw new IllegalStateException("a scanner's mistake");
            case "hang" -> {
                hanging.countDown();
                new CountDownLatch(1).await();
                yield Verdict.CLEAN;
            }
            default -> Verdict.CLEAN;
        };
    }

    private static String text(FileContent file) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            int length = file.read(buffer, 0);
            return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
