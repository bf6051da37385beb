/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is left to the kernel at once, and for how long.
 *
 * @param capacity files
 * @param shared descriptors that events in flight and files may hold together: beyond, files go
 * @param ageNanos after this a file must be earned anew, as an open descriptor keeps its file
 *     system from being unmounted
 * @param residenceNanos a file stays at least this long when there is no more room: a working set
 *     larger than the capacity would else drive itself out again and again
 * @param lookNanos how often files are looked at that have lost their name, or their lease
 */
record LeaseLimits(int capacity, int shared, long ageNanos, long residenceNanos, long lookNanos) {
    private static final int MOST = 32768;

    private static final int FEW = 64;

    /** What getrlimit(2) names as the usual RLIMIT_NOFILE. */
    private static final int USUAL = 1024;

    /** For all that is no event and no lease: bundles, connections. */
    private static final int RESERVE = 512;

    /**
     * And for the events that come while files go: some 100,000 of either in a second. Connections
     * and candidates have their descriptors of it, too.
     */
    private static final int MARGIN = 2048;

    /**
     * How many files may wait to be taken up. Each holds a descriptor; with fewer, most of a tree
     * that is read over and over is turned away, and reported again.
     */
    int candidates() {
        return Math.min(capacity, Math.max(FEW, Math.min(MARGIN / 2, capacity / 10)));
    }

    static LeaseLimits ofThisProcess() {
        int descriptors = limit("Max open files");
        // Each file may have a signal pending; the kernel drops what exceeds the limit.
        int signals = limit("Max pending signals");
        return new LeaseLimits(
                capacity(descriptors, signals),
                descriptors - Math.min(MARGIN, descriptors / 4),
                TimeUnit.MINUTES.toNanos(5),
                TimeUnit.SECONDS.toNanos(10),
                TimeUnit.SECONDS.toNanos(15));
    }

    /** Three fifths: events have the rest at once, and more as files go. */
    private static int capacity(int descriptors, int signals) {
        return Math.min(MOST, Math.max(0, Math.min(descriptors, signals) - RESERVE) / 5 * 3);
    }

    private static int limit(String label) {
        try {
            String limits = Files.readString(Path.of("/proc/self/limits"));
            Matcher matcher = Pattern.compile(label + "\\s+(\\d{1,9})\\s").matcher(limits);
            // "unlimited", or more digits than any that matters
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
        } catch (IOException e) {
            return USUAL;
        }
    }
}
