/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.ChangeTrace;

/**
 * Finds out whether anybody could change a file's content at this moment: a {@link ReadLease} is
 * taken and given back at once.
 */
public final class ChangeProbe {
    private ChangeProbe() {}

    /**
     * Probes a regular file.
     *
     * @param descriptor open for reading only
     */
    public static ChangeTrace of(int descriptor) {
        if (!ReadLease.take(descriptor)) {
            return ChangeTrace.NONE;
        }
        ReadLease.release(descriptor);
        if (FileSystems.timely(descriptor)) {
            return ChangeTrace.TIMES;
        }
        // By another of its names it may be written where nobody looks.
        FileStatus status = FileStatus.scratch();
        return status.read(descriptor) && status.links() < 2
                ? ChangeTrace.WRITERS
                : ChangeTrace.NONE;
    }
}
