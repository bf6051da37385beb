/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the configuration. */
final class Options {
    /** Length of sun_path, its final zero byte included (unix(7)). */
    private static final int SUN_PATH = 108;

    private Options() {}

    static ClamdOptions read(Settings settings) {
        BytePath socket = settings.path("socket");
        if (socket.length() >= SUN_PATH) {
            settings.problem(
                    "socket", socket, "allowed is a path shorter than " + SUN_PATH + " bytes");
        }
        Duration second = Duration.ofSeconds(1);
        return new ClamdOptions(
                List.of(new UnixEndpoint(socket)),
                settings.number("sessions", 1, 64),
                settings.number("depth", 1, 64),
                settings.duration("connectTimeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                settings.duration("scanTimeout", second, Duration.ofHours(1)),
                settings.bytes("maxFileSize", 1, Long.MAX_VALUE),
                new LocalClamd(
                        Path.of(socket.toString()),
                        path(settings, "clamdConfig"),
                        path(settings, "databaseFolder"),
                        settings.choice("presence", Presence.class) == Presence.REQUIRED));
    }

    private static Optional<Path> path(Settings settings, String key) {
        return settings.text(key).isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(settings.path(key).toString()));
    }
}
