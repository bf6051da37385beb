/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.scan.Verdict;

/** Writes down what a scan finds, as it is found. Called by one thread at a time. */
interface Report {
    void infected(BytePath path, Verdict.Infected verdict);

    void unscanned(BytePath path, Verdict.Unscanned verdict);

    /** Nothing follows. */
    void end(Tally tally);
}
