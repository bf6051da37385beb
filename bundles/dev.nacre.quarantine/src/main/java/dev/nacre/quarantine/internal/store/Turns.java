/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets one thread at a time work on a file, while others work on other files: of two events of one
 * infected file, the second must find what the first has done, not be in its way.
 */
final class Turns {
    /** A file, by what does not change while it is open. */
    record Key(long device, long inode) {}

    private final Set<Key> busy = new HashSet<>();

    /** Waits for whoever works on this file; to be followed by {@link #leave}. */
    synchronized void enter(Key key) throws IOException {
        while (!busy.add(key)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("another thread works on it, and has not ended");
            }
        }
    }

    synchronized void leave(Key key) {
        busy.remove(key);
        notifyAll();
    }
}
