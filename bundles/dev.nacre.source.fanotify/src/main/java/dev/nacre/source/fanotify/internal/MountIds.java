/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mount ids for kernels whose statx(2) does not tell them (before Linux 5.8). */
final class MountIds {
    private static final String LABEL = "mnt_id:";

    private MountIds() {}

    /**
     * The id of the mount that an open file was reached by, from {@code /proc/self/fdinfo}
     * (proc_pid_fdinfo(5)); 0 where it cannot be told.
     */
    static long of(int descriptor) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + descriptor))) {
                if (line.startsWith(LABEL)) {
                    return Long.parseLong(line.substring(LABEL.length()).strip());
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
