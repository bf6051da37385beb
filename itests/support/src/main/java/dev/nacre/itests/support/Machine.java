/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this machine lacks of what tests need. */
public final class Machine {
    /** CAP_SYS_ADMIN, capability.h. */
    private static final int SYS_ADMIN = 21;

    private Machine() {}

    /** Why no file system can be mounted and guarded here; empty where it can be. */
    public static Optional<String> lacksGuarding() throws IOException {
        if (!isAdministrator()) {
            return Optional.of("needs root with CAP_SYS_ADMIN: run sudo itests/run");
        }
        if (!Files.isDirectory(Path.of("/proc/sys/fs/fanotify"))) {
            return Optional.of("needs a kernel with fanotify, 5.13 or later");
        }
        return Optional.empty();
    }

    /** Why no clamd can be started here; empty where it can be. */
    public static Optional<String> lacksClamd() {
        return Clamd.program().isPresent()
                ? Optional.empty()
                : Optional.of("needs clamd, of the package clamav-daemon: run sudo itests/run");
    }

    private static boolean isAdministrator() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(effective -> (effective >> SYS_ADMIN & 1) == 1);
    }
}
