/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import java.time.Duration;

/**
 * What the quarantine is configured to.
 *
 * @param directory where it is
 * @param keepFor how long an entry is kept; zero for ever
 * @param maxSize bytes kept at most
 */
record Plan(BytePath directory, Duration keepFor, long maxSize) {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final long SMALLEST = 4096;

    /**
     * @param var the folder of the distribution for what changes; {@code null} where it has none
     */
    static Plan read(Settings settings, String var) {
        String allowed =
                var == null
                        ? "an absolute path; empty is only where the framework property nacre.var"
                                + " says where the distribution keeps its files"
                        : "an absolute path, or nothing for " + var + "/quarantine";
        String named = settings.text("directory");
        BytePath directory = BytePath.of("/");
        try {
            directory = directory(named, var);
        } catch (IllegalArgumentException e) {
            settings.problem("directory", named, "allowed is " + allowed);
        }
        Duration keepFor = settings.duration("keepFor", Duration.ZERO, LONGEST);
        return new Plan(directory, keepFor, settings.bytes("maxSize", SMALLEST, Long.MAX_VALUE));
    }

    private static BytePath directory(String named, String var) {
        if (named.isEmpty() && var != null) {
            return BytePath.of(var).resolve(BytePath.of("quarantine"));
        }
        BytePath path = BytePath.parse(named.replaceFirst("(?<=.)/+$", ""));
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(named);
        }
        return path;
    }
}
