/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

/** What the watchdog has to say. No call waits for a log or a disk. */
public interface Reports {
    /**
     * A thread does not get on.
     *
     * @param what what that means
     * @param thread its stack says why
     */
    void held(String what, Thread thread);

    /** The process must end, and ends, bounded in time. */
    void end(String reason);
}
