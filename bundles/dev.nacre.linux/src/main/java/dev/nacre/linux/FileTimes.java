/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.linux.libc.LibC;

/** How fine the times are that tell changes of a file apart. */
public final class FileTimes {
    /**
     * Each takes some microseconds, a clock tick at least 1 ms: with coarse times hardly one of
     * these changes would get a time of its own, let alone all.
     */
    private static final int CHANGES = 16;

    private static final boolean MULTIGRAIN = probe();

    private FileTimes() {}

    /** As {@link dev.nacre.api.file.FileContent#finelyTimed}. */
    public static boolean areFine(int descriptor) {
        return MULTIGRAIN && FileSystems.multigrain(descriptor);
    }

    /**
     * Asks the kernel by changing a file in memory, which lies on a tmpfs; no version would tell,
     * as distributions port multigrain timestamps back.
     */
    private static boolean probe() {
        int file;
        try {
            file = Descriptors.inMemory("nacre-times");
        } catch (LinuxException e) {
            return false;
        }
        try {
            FileStatus status = new FileStatus();
            boolean fine = status.read(file);
            for (int i = 0; fine && i < CHANGES; i++) {
                long before = status.changed();
                fine =
                        LibC.fchmod(file, i % 2 == 0 ? 0600 : 0400) == 0
                                && status.read(file)
                                && status.changed() != before;
            }
            return fine;
        } finally {
            Descriptors.close(file);
        }
    }
}
