/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known at a start of what was guarded before, as far as it can be believed. */
final class Past {
    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    /** Seconds since the machine's start come first (proc_uptime(5)). */
    private static final Path UPTIME = Path.of("/proc/uptime");

    private Past() {}

    /**
     * The recorded moments; none where the record is damaged.
     *
     * @param now milliseconds since 1970
     */
    static Map<BytePath, Long> read(MomentFile file, long now) {
        Map<BytePath, Long> moments;
        try {
            moments = new TreeMap<>(file.read());
        } catch (IOException e) {
            LOG.warn(
                    "{} is not used, and made anew: {}. Files that changed while they were not"
                            + " guarded are not looked at this time; nacre scan FOLDER does",
                    file.path(),
                    e.getMessage());
            return Map.of();
        }
        moments.replaceAll(
                (folder, moment) -> moment <= now ? moment : earlier(folder, moment, now));
        return moments;
    }

    /**
     * The clock was set back, most often by the machine's start: then what changed since bears
     * times from the start on.
     */
    private static long earlier(BytePath folder, long moment, long now) {
        long start = now - uptimeMillis();
        LOG.warn(
                "{} is said to have been guarded until {}, which is in the future: the clock was set"
                        + " back. Files that changed since the machine's start are looked at; for"
                        + " all others use nacre scan",
                folder,
                Instant.ofEpochMilli(moment));
        return start;
    }

    private static long uptimeMillis() {
        try {
            String seconds = Files.readString(UPTIME).split(" ")[0];
            return (long) (Double.parseDouble(seconds) * 1000);
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} cannot be read: {}", UPTIME, e.getMessage());
            return 0;
        }
    }
}
