/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.scan;

import dev.nacre.api.file.FileContent;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives verdicts. Whiteboard service. Of those that match a watch's {@code scanner.target} and are
 * not {@link ScannerStatus.State#ABSENT absent}, the one ranked highest judges.
 *
 * <p>Called by several threads at once, as many as {@link ScannerStatus#parallelism}. A call that
 * outlasts its limit is interrupted and its verdict no longer waited for.
 */
@ConsumerType
public interface Scanner {
    /** Service property: the name people know the scanner by, such as {@code clamd}. */
    String NAME = "nacre.scanner.name";

    /**
     * Judges a file. What goes wrong is a verdict too: {@link Verdict.Unscanned}; a scanner that
     * throws is taken to have said {@link UnscannedReason#SCAN_FAILED}.
     *
     * @param file borrowed for the call
     * @param limit how long the call may take; positive
     * @return never {@code null}
     * @throws InterruptedException where the caller no longer waits
     */
    Verdict scan(FileContent file, Duration limit) throws InterruptedException;

    /**
     * {@return how the scanner is now} Returns at once; the same object as long as nothing has
     * changed, so that callers may compare by {@code ==}.
     */
    ScannerStatus status();
}
