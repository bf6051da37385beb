/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The descriptors that events in flight and leases share. Events take what they need, as the kernel
 * refuses an access that it has none for; leases have what is left. Any thread.
 */
final class Room {
    private final int descriptors;
    private final AtomicInteger events = new AtomicInteger();

    Room(int descriptors) {
        this.descriptors = descriptors;
    }

    void eventOpened() {
        events.incrementAndGet();
    }

    void eventClosed() {
        events.decrementAndGet();
    }

    /** Whether so many leases leave enough to the events there are. */
    boolean fits(int leases) {
        return leases <= descriptors - events.get();
    }
}
