/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileIdentity;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a change of a file after a look at it would show in its ctime. Linux 6.13 gives each
 * change that could be seen a time of its own (multigrain timestamps); before, two changes within a
 * clock tick, at most 10 ms, look alike.
 */
final class TimestampTrust {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);
    private static final long TICKS = 25_000_000;

    private final boolean multigrain;
    private final InstantSource clock;

    /**
     * @param release of the kernel, such as {@code 6.18.44-amd64}
     */
    TimestampTrust(String release, InstantSource clock) {
        Matcher version = VERSION.matcher(release);
        this.multigrain =
                version.matches()
                        && Integer.parseInt(version.group(1)) * 1000
                                        + Integer.parseInt(version.group(2))
                                >= 6013;
        this.clock = clock;
    }

    boolean areFinal(FileIdentity identity) {
        return multigrain || clock.millis() * 1_000_000 - identity.changed() > TICKS;
    }
}
