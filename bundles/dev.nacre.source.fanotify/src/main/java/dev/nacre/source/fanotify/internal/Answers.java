/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;

/** What readers tell: the kernel the answers, the sink what was lost. Any thread; never throws. */
final class Answers {
    private final Group group;
    private final EventSink sink;
    private final Faults faults;

    Answers(Group group, EventSink sink, Faults faults) {
        this.group = group;
        this.sink = sink;
        this.faults = faults;
    }

    /** Answers the permission event that came with {@code file}. */
    void give(int file, boolean allow) {
        int result = group.answer(file, allow);
        if (result != 0 && result != Group.GONE) {
            lost(Losses.REFUSED_ANSWER);
        }
    }

    /** Gives all of them, and leaves none. */
    void give(Assents assents) {
        int given = 0;
        while (given < assents.count()) {
            int taken = group.allow(assents, given);
            if (taken == Group.GONE) {
                break;
            }
            if (taken == 0) {
                lost(Losses.REFUSED_ANSWER);
            }
            given += Math.max(1, taken);
        }
        assents.clear();
    }

    /** As {@link EventSink#lost}; {@code reason} is one of {@link Losses}. */
    void lost(String reason) {
        try {
            sink.lost(reason);
        } catch (RuntimeException | Error e) {
            faults.keep(e);
        }
    }
}
