/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.source.fanotify.internal.LeaseInbox.Key;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The leases held, the oldest first. For the keeper's thread. */
final class LeaseTable {
    private final Map<Key, Lease> byFile = new LinkedHashMap<>();

    /** The kernel gives the lowest descriptor that is free (open(2)), so few places stay empty. */
    private Lease[] byDescriptor = {};

    private volatile int size;

    /**
     * A file left to the kernel.
     *
     * @param descriptor open as long as the lease is held
     * @param since {@link System#nanoTime} when it was taken
     */
    record Lease(int descriptor, Key key, long since) {}

    void add(Lease lease) {
        byFile.put(lease.key(), lease);
        int descriptor = lease.descriptor();
        if (descriptor >= byDescriptor.length) {
            byDescriptor = Arrays.copyOf(byDescriptor, 2 * (descriptor + 1));
        }
        byDescriptor[descriptor] = lease;
        size = byFile.size();
    }

    /** Takes one out; false where it is out already. */
    boolean remove(Lease lease) {
        boolean removed = byFile.remove(lease.key(), lease);
        if (removed) {
            byDescriptor[lease.descriptor()] = null;
        }
        size = byFile.size();
        return removed;
    }

    /** {@code null} where there is none. */
    Lease of(int descriptor) {
        boolean known = descriptor >= 0 && descriptor < byDescriptor.length;
        return known ? byDescriptor[descriptor] : null;
    }

    /** {@code null} where there is none. */
    Lease of(Key key) {
        return byFile.get(key);
    }

    /** There must be one. */
    Lease oldest() {
        return byFile.values().iterator().next();
    }

    /** Any thread. */
    int size() {
        return size;
    }

    List<Lease> all() {
        return List.copyOf(byFile.values());
    }
}
