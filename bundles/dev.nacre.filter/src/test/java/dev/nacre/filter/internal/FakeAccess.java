/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An access as a test wants it. */
public record FakeAccess(Location location, Optional<Accessor> process) implements Access {
    public static FakeAccess to(String path) {
        return to(BytePath.of(path));
    }

    public static FakeAccess to(BytePath path) {
        return new FakeAccess(new Location(path, path, true), Optional.empty());
    }

    public FakeAccess at(Location other) {
        return new FakeAccess(other, process);
    }

    public FakeAccess by(Accessor accessor) {
        return new FakeAccess(location, Optional.of(accessor));
    }

    @Override
    public AccessKind kind() {
        return AccessKind.OPEN;
    }

    @Override
    public long size() {
        return 1;
    }

    @Override
    public int pid() {
        return process.map(Accessor::pid).orElse(0);
    }

    /** A watch of this name. */
    public static Watch watch(String name) {
        return new Watch(
                name,
                List.of(BytePath.of("/srv")),
                ScanOn.WRITE_EXEC,
                true,
                MarkMode.AUTO,
                Fallback.ALLOW,
                Duration.ofSeconds(10),
                1 << 20,
                Fallback.ALLOW,
                Duration.ZERO,
                Action.REPORT,
                CacheMode.NONE,
                "",
                "");
    }
}
