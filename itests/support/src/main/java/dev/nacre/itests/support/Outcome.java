/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a process came to.
 *
 * @param exit its exit code; 128 and more where a signal ended it
 * @param out what it wrote to its standard output
 * @param error what it wrote to its standard error
 * @param took from its start to its end
 */
public record Outcome(int exit, byte[] out, String error, Duration took) {
    /** Whether the kernel refused it something by EPERM, in the words of the C library. */
    public boolean refused() {
        return exit != 0 && error.contains("Operation not permitted");
    }

    /**
     * Whether it got nothing of a file that is quarantined when it is found: refused, or, where it
     * came a moment later, no longer there.
     */
    public boolean withheld() {
        return refused()
                || exit != 0 && out.length == 0 && error.contains("No such file or directory");
    }

    public boolean succeeded() {
        return exit == 0;
    }

    public String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "exit " + exit + " after " + took.toMillis() + " ms: " + text() + error;
    }
}
