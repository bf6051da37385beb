/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.linux.Processes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who gave the latest names: asked for while it is there, as it will have ended when the file is
 * looked at, and kept for a moment, as it mostly gives many. For one thread.
 */
final class Culprit {
    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private int pid;
    private long found;
    private Optional<Accessor> process = Optional.empty();

    Optional<Accessor> find(int wanted) {
        long now = System.nanoTime();
        if (wanted != pid || process.isEmpty() || now - found > KEPT_NANOS) {
            pid = wanted;
            process = Processes.find(wanted);
            found = now;
        }
        return process;
    }
}
