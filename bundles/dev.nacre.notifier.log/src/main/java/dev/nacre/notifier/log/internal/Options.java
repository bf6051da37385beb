/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.config.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
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
        Set<EventKind> events = EnumSet.noneOf(EventKind.class);
        events.addAll(settings.list("events", "detection, health", Options::eventKind));
        return new Options(file, events);
    }

    private static EventKind eventKind(String text) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    boolean tellsOf(EventKind kind) {
        return events.contains(kind);
    }
}
