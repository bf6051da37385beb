/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.linux.libc.LibC;

/**
 * Work that those whom it wakes must not interrupt (sched(7)). A thread of real-time priority gives
 * way to none that has not: so the work is short, and waits in no loop for another thread. Any
 * thread.
 */
public final class RealTime {
    /** There is nothing to go back to. */
    public static final int NONE = -1;

    /** Policies of linux/sched.h, as sched_setscheduler(2) has them. */
    private static final int SCHED_OTHER = 0;

    private static final int SCHED_RR = 2;
    private static final int SCHED_BATCH = 3;
    private static final int SCHED_IDLE = 5;

    /** A thread that is started meanwhile does not inherit the priority. */
    private static final int SCHED_RESET_ON_FORK = 0x40000000;

    private static final int THIS_THREAD = 0;

    /** {@code struct sched_param}, of which the kernel reads one int, {@code sched_priority}. */
    private static final NativeBuffer NO_PRIORITY = priority(0);

    private static final NativeBuffer LOWEST = priority(1);

    private RealTime() {}

    private static NativeBuffer priority(int priority) {
        NativeBuffer parameter = new NativeBuffer(Integer.BYTES);
        parameter.bytes().putInt(0, priority);
        return parameter;
    }

    /**
     * Runs the work in this thread, with the lowest real-time priority where this process may have
     * it, else as it is; afterwards the thread is scheduled as before.
     */
    public static void run(Runnable work) {
        int former = begin();
        try {
            work.run();
        } finally {
            end(former);
        }
    }

    /**
     * Gives this thread the lowest real-time priority, where this process may have it:
     * CAP_SYS_NICE, or RLIMIT_RTPRIO of at least 1.
     *
     * @return what {@link #end} needs; {@link #NONE} where the thread has the priority already, or
     *     cannot have it
     */
    public static int begin() {
        int former = LibC.sched_getscheduler(THIS_THREAD);
        return isOrdinary(former) && schedule(SCHED_RR | SCHED_RESET_ON_FORK, LOWEST)
                ? former
                : NONE;
    }

    /** Has this thread scheduled as it was; nothing for {@link #NONE}. */
    public static void end(int former) {
        // Only CAP_SYS_NICE may take the flag away again; without the priority it harms nobody.
        if (former != NONE && !schedule(former, NO_PRIORITY)) {
            schedule(former | SCHED_RESET_ON_FORK, NO_PRIORITY);
        }
    }

    private static boolean isOrdinary(int policy) {
        int plain = policy & ~SCHED_RESET_ON_FORK;
        return plain == SCHED_OTHER || plain == SCHED_BATCH || plain == SCHED_IDLE;
    }

    private static boolean schedule(int policy, NativeBuffer parameter) {
        return LibC.sched_setscheduler(THIS_THREAD, policy, parameter.address()) == 0;
    }
}
