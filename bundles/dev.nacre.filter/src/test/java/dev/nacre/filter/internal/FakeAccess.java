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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An access as a test wants it. */
public record FakeAccess(
        Location location, Optional<Accessor> process, long size, Optional<String> fileSystem)
        implements Access {
    public static FakeAccess to(String path) {
        return to(BytePath.of(path));
    }

    public static FakeAccess to(BytePath path) {
        Location location = new Location(path, path, true);
        return new FakeAccess(location, Optional.empty(), 1, Optional.of("ext4"));
    }

    public FakeAccess at(Location other) {
        return new FakeAccess(other, process, size, fileSystem);
    }

    public FakeAccess by(Accessor accessor) {
        return new FakeAccess(location, Optional.of(accessor), size, fileSystem);
    }

    public FakeAccess of(long bytes) {
        return new FakeAccess(location, process, bytes, fileSystem);
    }

    /** On a file system of this type; {@code null} for one that is not known. */
    public FakeAccess on(String type) {
        return new FakeAccess(location, process, size, Optional.ofNullable(type));
    }

    /** The same file, as another mount namespace shows it. */
    public FakeAccess foreign() {
        return at(new Location(location.path(), location.canonical(), false));
    }

    @Override
    public AccessKind kind() {
        return AccessKind.OPEN;
    }

    @Override
    public int pid() {
        return process.map(Accessor::pid).orElse(0);
    }

    /** A configuration of a filter that is called {@code mine}. */
    public static Map<String, Object> configuration(String kind, Object... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "dev.nacre.filter." + kind + "~mine");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
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
