/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.folder;

import java.io.IOException;

/**
 * Is asked before each system call that changes a file system. The seam at which tests let calls
 * fail, or the process die.
 */
@FunctionalInterface
public interface Probe {
    /** Lets all pass. */
    Probe NONE = step -> {};

    /**
     * @param step the call and what it is for, such as {@code unlink /srv/x}
     * @throws IOException in place of the call
     */
    void before(String step) throws IOException;
}
