/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.time.InstantSource;

/**
 * Whether a change of a file after a look at it would show in its ctime: always where the file is
 * {@link FileContent#finelyTimed finely timed}, else once its last change is older than a clock
 * tick, at most 10 ms (CONFIG_HZ=100, time(7)).
 */
final class TimestampTrust {
    private static final long TICKS = 25_000_000;

    private final InstantSource clock;

    TimestampTrust(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param identity of the file, as just asked
     */
    boolean areFinal(FileContent file, FileIdentity identity) {
        return clock.millis() * 1_000_000 - identity.changed() > TICKS || file.finelyTimed();
    }
}
