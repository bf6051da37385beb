/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import java.time.Duration;

/**
 * What came out of a scan.
 *
 * @param files that were looked at, whatever came of it
 * @param bytes in them
 * @param clean files without a finding
 * @param infected files with one
 * @param unscanned files and folders that have no verdict
 * @param skipped names that are no regular files, and files that were gone when their turn came
 * @param took how long it took
 */
record Tally(
        long files,
        long bytes,
        long clean,
        long infected,
        long unscanned,
        long skipped,
        Duration took) {
    /** As clamdscan(1) has it: 1 where something was found, else 2 where something is open. */
    int exitCode() {
        return infected > 0 ? 1 : unscanned > 0 ? 2 : 0;
    }
}
