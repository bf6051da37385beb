/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.guard.Counters;
import dev.nacre.api.guard.Explanation;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A guard that is as it is told to be. */
final class FakeGuard implements Guard {
    volatile boolean progresses = true;
    volatile List<WatchStatus> watches = List.of();
    volatile List<Finding> findings = List.of();

    /** Waits for it where there is one. */
    volatile Runnable asked = () -> {};

    void watch(String... guarded) {
        Watch watch =
                new Watch(
                        "w",
                        List.of(BytePath.of("/srv")),
                        ScanOn.OPEN_EXEC,
                        true,
                        MarkMode.AUTO,
                        Fallback.ALLOW,
                        Duration.ofSeconds(1),
                        1,
                        Fallback.ALLOW,
                        Duration.ZERO,
                        Action.REPORT,
                        CacheMode.NONE,
                        "",
                        "");
        List<BytePath> paths = List.of(guarded).stream().map(BytePath::of).toList();
        watches = List.of(new WatchStatus(watch, paths));
    }

    @Override
    public GuardStatus status() {
        asked.run();
        ScannerStatus scanner = new ScannerStatus(ScannerStatus.State.UP, "1", "", 1, Set.of());
        Counters counters =
                new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of());
        return new GuardStatus(
                findings.isEmpty() ? Health.HEALTHY : findings.get(0).health(),
                findings,
                Instant.EPOCH,
                1,
                Optional.of("fanotify"),
                true,
                Optional.of("clamd"),
                Optional.of(scanner),
                counters);
    }

    @Override
    public boolean progresses() {
        return progresses;
    }

    @Override
    public List<WatchStatus> watches() {
        return watches;
    }

    @Override
    public Explanation explain(Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int release(BytePath folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Verdict scan(FileContent file) {
        throw new UnsupportedOperationException();
    }
}
