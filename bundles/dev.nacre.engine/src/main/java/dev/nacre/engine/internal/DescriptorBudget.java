/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many accesses may wait at once. Each holds a descriptor, and where descriptors run out the
 * kernel refuses accesses by itself (fanotify(7), EMFILE).
 */
final class DescriptorBudget {
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
    private static final int MOST = 8192;

    /** RLIMIT_NOFILE that Linux gives by default (getrlimit(2)). */
    private static final int DEFAULT_LIMIT = 1024;

    private DescriptorBudget() {}

    /**
     * Half of the limit for events; the other half is for bundles, connections and the kernel's
     * own.
     */
    static int events() {
        return Math.min(MOST, limit() / 2);
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
