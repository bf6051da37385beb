/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.util.concurrent.atomic.AtomicBoolean;

/** The thread that reads a connection where nobody may be waiting; at most one is there. */
final class Attendant {
    private final String name;
    private final Inbox inbox;
    private final AtomicBoolean there = new AtomicBoolean();

    Attendant(String name, Inbox inbox) {
        this.name = name;
        this.inbox = inbox;
    }

    /** Comes for good: the end of the connection shows at once. */
    void stay() {
        come(true);
    }

    /** Comes for replies that nobody waits for any more, such as give a place back. */
    void help() {
        come(false);
    }

    private void come(boolean always) {
        if (there.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> attend(always), "nacre-clamd-reader-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void attend(boolean always) {
        try {
            inbox.attend(always);
        } finally {
            there.set(false);
        }
        // Who left one behind meanwhile has seen this thread still there.
        if (inbox.isAbandoned()) {
            come(false);
        }
    }
}
