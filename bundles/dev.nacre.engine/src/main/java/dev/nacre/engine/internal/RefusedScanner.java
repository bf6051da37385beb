/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.time.Duration;
import java.util.Set;

/**
 * In the place of a scanner that is configured and does not start, most often as its configuration
 * is refused. So nobody of lower rank takes that place who may know less, and calls clean what the
 * one that is missing would find.
 */
final class RefusedScanner implements Scanner {
    private static final ScannerStatus STATUS =
            new ScannerStatus(
                    ScannerStatus.State.DOWN,
                    "",
                    "it is configured and does not start; correct its configuration, or remove it."
                            + " The log says what is wrong",
                    1,
                    Set.of());

    @Override
    public Verdict scan(FileContent file, Duration limit) {
        return Verdict.unscanned(UnscannedReason.SCANNER_DOWN, STATUS.detail());
    }

    @Override
    public ScannerStatus status() {
        return STATUS;
    }
}
