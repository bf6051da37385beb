/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;

import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.RealTime;

/**
 * Has a thread answer a crowd without being interrupted by it. All who wait for an answer of a
 * group sit in one queue, and each answer wakes all of them (process_access_response of
 * fs/notify/fanotify/fanotify_user.c), who would then run before the next answer: a crowd ten times
 * as large would wait a hundred times as long. Whoever was woken has left the queue, and is back in
 * it only after it has run. So as long as nobody of them does, the next answers wake nobody twice.
 *
 * <p>For one thread: a reader. It hurries only while it finds as many waiting as it can read at
 * once, which a few busy processes never are. What the sink does meanwhile is short by contract;
 * should it not be, the kernel keeps a share of each second for others (sched_rt_runtime_us,
 * sched(7)).
 */
final class Haste {
    private int former = RealTime.NONE;

    /** To be told of each reading; {@code length} bytes of events. */
    void read(NativeBuffer events, int length) {
        boolean hurries = former != RealTime.NONE;
        boolean should = events.size() - length < FAN_EVENT_METADATA_LEN && isCrowd(events, length);
        if (should && !hurries) {
            former = RealTime.begin();
        } else if (!should && hurries) {
            RealTime.end(former);
            former = RealTime.NONE;
        }
    }

    private static boolean isCrowd(NativeBuffer events, int length) {
        int waiting = 0;
        int all = 0;
        for (int at = 0; at < length; at += events.bytes().getInt(at + EVENT_LEN)) {
            waiting += Masks.waits(events.bytes().getLong(at + EVENT_MASK)) ? 1 : 0;
            all++;
        }
        return 2 * waiting > all;
    }
}
