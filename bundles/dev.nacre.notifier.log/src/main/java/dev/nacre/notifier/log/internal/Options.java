/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.delivery.DeliveryOptions;
import dev.nacre.notifier.message.EventKind;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the log is configured to.
 *
 * @param file where detections are written
 * @param events what is told of
 */
record Options(LineFile file, Set<EventKind> events) {
    /** The longest line, of a path whose every byte is written as {@code \xNN}, is shorter. */
    private static final long SMALLEST = 64L << 10;

    private static final long LARGEST = 1L << 40;
    private static final int MOST_KEPT = 1000;

    Options {
        events = Set.copyOf(events);
    }

    /**
     * Reads a configuration; what is wrong is remembered by {@code settings}.
     *
     * @param var the folder that a relative {@code file} lies in
     */
    static Options of(Settings settings, Path var) {
        Path path =
                settings.parse(
                        "file",
                        "the path of a file, absolute or relative to " + var,
                        text -> {
                            Path file = var.resolve(text).toAbsolutePath().normalize();
                            if (text.isEmpty() || text.endsWith("/") || file.getParent() == null) {
                                throw new IllegalArgumentException();
                            }
                            return file;
                        });
        LineFile file =
                new LineFile(
                        path,
                        settings.bytes("maxSize", SMALLEST, LARGEST),
                        settings.number("keep", 0, MOST_KEPT));
        return new Options(file, DeliveryOptions.events(settings));
    }

    boolean tellsOf(EventKind kind) {
        return events.contains(kind);
    }
}
