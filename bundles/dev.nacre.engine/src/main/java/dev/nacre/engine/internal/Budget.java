/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process may spend. A waiting access holds a descriptor, and where descriptors run out
 * the kernel refuses accesses by itself (fanotify(7), EMFILE); clean verdicts take memory that
 * others on a small machine need more.
 */
final class Budget {
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
    private static final int MOST = 16_384;

    /** For bundles, connections, files that are quarantined, and a source's own. */
    private static final int RESERVE = 1500;

    /** RLIMIT_NOFILE that Linux gives by default (getrlimit(2)). */
    private static final int DEFAULT_LIMIT = 1024;

    /** A million verdicts, and room for what else grows with them, up to 100 MB. */
    private static final long MOST_VERDICT_BYTES = 80_000_000;

    private static final int SHARE_OF_MEMORY = 16;

    /** Enough for some ten thousand, where it is not known how much memory there is. */
    private static final long LEAST_VERDICT_BYTES = 1_000_000;

    private Budget() {}

    /** How much memory clean verdicts may take, in bytes: a small part of what there is. */
    static long verdictBytes() {
        return verdictBytes(Memory.OF_THIS_PROCESS.bytes());
    }

    /**
     * @param memory in bytes; 0 where it is not known
     */
    static long verdictBytes(long memory) {
        long share = memory / SHARE_OF_MEMORY;
        return Math.max(LEAST_VERDICT_BYTES, Math.min(MOST_VERDICT_BYTES, share));
    }

    static int events() {
        return events(limit());
    }

    /** What a source keeps open besides goes where events need the room. */
    static int events(int limit) {
        return Math.min(MOST, Math.max(limit - RESERVE, limit / 2) / 4 * 3);
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
