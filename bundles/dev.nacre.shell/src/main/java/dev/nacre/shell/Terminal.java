/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell;

import dev.nacre.api.config.Origin;
import dev.nacre.api.file.BytePath;
import java.io.PrintStream;

/**
 * Where a verb writes to, and what it may assume of whoever reads that. The streams encode in UTF-8
 * and belong to the caller, who closes them.
 *
 * @param out for results
 * @param err for what went wrong, and for progress
 * @param colour whether {@code out} is a terminal whose user wants colour
 * @param progress whether {@code err} is a terminal, where a line may be drawn over
 * @param width columns of the terminal, at least 1
 * @param directory absolute; relative paths begin here
 * @param caller who asks, and from where
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean colour,
        boolean progress,
        int width,
        BytePath directory,
        Origin caller) {
    /** What terminals have had since the VT100. */
    public static final int USUAL_WIDTH = 80;

    public Terminal {
        if (width < 1) {
            throw new IllegalArgumentException("A terminal has at least one column, not " + width);
        }
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("Not an absolute path: " + directory);
        }
    }
}
