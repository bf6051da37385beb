/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes kept; what is being taken counts from the moment it is let in. Any thread. */
final class Space {
    private final AtomicLong used = new AtomicLong();

    /** Lets {@code bytes} in where no more than {@code limit} are kept with them. */
    boolean reserve(long bytes, long limit) {
        long now;
        do {
            now = used.get();
            if (bytes > limit - now) {
                return false;
            }
        } while (!used.compareAndSet(now, now + bytes));
        return true;
    }

    /** Counts what is there already. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes. */
    long used() {
        return used.get();
    }
}
