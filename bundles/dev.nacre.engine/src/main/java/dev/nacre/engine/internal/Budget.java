/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process may spend. A waiting access holds a descriptor, and where descriptors run out
 * the kernel refuses accesses by itself (fanotify(7), EMFILE); verdicts live on a heap that is
 * small and fixed.
 */
final class Budget {
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
    private static final int MOST = 8192;

    /** For bundles, connections, and files that are quarantined. */
    private static final int RESERVE = 512;

    /** RLIMIT_NOFILE that Linux gives by default (getrlimit(2)). */
    private static final int DEFAULT_LIMIT = 1024;

    /** A slot of the cache takes 48 bytes, and there are up to 2.7 slots a verdict. */
    private static final int BYTES_PER_VERDICT = 128;

    private static final int MOST_VERDICTS = 1_000_000;

    private Budget() {}

    /** How many clean verdicts are kept at most: what a quarter of the heap can hold. */
    static int verdicts() {
        long room = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_VERDICT;
        return (int) Math.min(MOST_VERDICTS, room);
    }

    /** A third of the limit for events; most of the rest is for what a source keeps open. */
    static int events() {
        return Math.min(MOST, Math.max(limit() - RESERVE, RESERVE) / 3);
    }

    private static int limit() {
        try {
            String limits = Files.readString(Path.of("/proc/self/limits"));
            Matcher matcher = LIMIT.matcher(limits);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : MOST * 2;
        } catch (IOException | NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }
}
