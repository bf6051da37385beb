/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.linux.libc.LibC;

/** Work that gives way to others', as nobody waits for it (getpriority(2)). */
public final class Nice {
    /** {@code PRIO_PROCESS} of sys/resource.h; with 0 it is the calling thread. */
    private static final int PRIO_PROCESS = 0;

    private Nice() {}

    /**
     * Gives this thread a nice value, and what it starts. Nothing where the kernel refuses it: it
     * gives way less then.
     *
     * @param value from 0, as much as others, to 19, next to nothing where others have work
     */
    public static void set(int value) {
        LibC.setpriority(PRIO_PROCESS, 0, value);
    }
}
