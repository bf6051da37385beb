/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.time.InstantSource;

/**
 * Whether a change of a file after a look at it would show in its ctime: always where the file is
 * {@link FileContent#finelyTimed finely timed}, else once its last change is older than a clock
 * tick, at most 10 ms (CONFIG_HZ=100, time(7)).
 *
 * <p>What a file system cannot store is cut off, whatever the kernel's clock: ext4 keeps whole
 * seconds in inodes of 128 bytes, FAT every other second. Such a time shows by its roundness.
 */
final class TimestampTrust {
    private static final long TICKS = 25_000_000;
    private static final long SECOND = 1_000_000_000;

    /** And some more, as for ticks. */
    private static final long SECONDS = 3 * SECOND;

    private final InstantSource clock;

    TimestampTrust(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param identity of the file, as just asked
     */
    boolean areFinal(FileContent file, FileIdentity identity) {
        long age = clock.millis() * 1_000_000 - identity.changed();
        return identity.changed() % SECOND == 0 ? age > SECONDS : age > TICKS || file.finelyTimed();
    }
}
