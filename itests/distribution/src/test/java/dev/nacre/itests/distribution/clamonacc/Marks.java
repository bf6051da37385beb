/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process has told the kernel to watch. */
final class Marks {
    /** Marks of fanotify, watches of inotify; proc_pid_fdinfo(5). */
    private static final String LINE = "(fanotify (ino|mnt_id|sdev):|inotify wd:).*";

    private Marks() {}

    static long of(long pid) throws IOException {
        try (Stream<Path> infos = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
            return infos.mapToLong(Marks::in).sum();
        }
    }

    private static long in(Path info) {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.matches(LINE)).count();
        } catch (IOException | UncheckedIOException e) {
            // A descriptor that was closed meanwhile.
            return 0;
        }
    }
}
