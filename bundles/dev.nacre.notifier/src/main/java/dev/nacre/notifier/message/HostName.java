/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for receivers that hear from many. */
public final class HostName {
    /** What gethostname(2) gives; asking the resolver could take long. */
    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The name as it is now, printable ASCII without space; {@code localhost} where it is none. */
    public static String get() {
        try {
            String name = Files.readString(FILE, StandardCharsets.ISO_8859_1).strip();
            return name.matches("[!-~]{1,255}") ? name : "localhost";
        } catch (IOException e) {
            return "localhost";
        }
    }
}
