/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A command that was sent, and the reply it waits for. One thread at a time waits for it. */
public final class Request {
    private final Inbox inbox;
    private final boolean scan;
    private final long sentAt = Deadline.now();
    private volatile Thread waiting;
    private volatile String reply;
    private volatile String broken;

    Request(Inbox inbox, boolean scan) {
        this.inbox = inbox;
        this.scan = scan;
    }

    boolean scan() {
        return scan;
    }

    long sentAt() {
        return sentAt;
    }

    void answered(String text) {
        reply = text;
        wake();
    }

    void broken(String reason) {
        broken = reason;
        wake();
    }

    /**
     * From now on this thread waits.
     *
     * @param thread null: nobody does any more
     */
    void waiting(Thread thread) {
        waiting = thread;
    }

    /** Wakes who waits; false where nobody does. */
    boolean wake() {
        Thread thread = waiting;
        LockSupport.unpark(thread);
        return thread != null;
    }

    /** Whether its reply is due, and nobody waits for it. */
    boolean abandoned() {
        return waiting == null && !done();
    }

    /** Whether {@link #await} returns or throws at once. */
    public boolean done() {
        return reply != null || broken != null;
    }

    /** The reply, of a request that is done. */
    String reply() throws SessionBroken {
        String text = reply;
        if (text == null) {
            throw new SessionBroken(broken);
        }
        return text;
    }

    /**
     * Waits for the reply.
     *
     * @param nanos how long at most, give or take {@link Inbox#GLANCE}; 0 or less: not at all
     * @throws SessionBroken where the connection ended first
     * @throws TimeoutException where it has not come in time
     */
    public String await(long nanos) throws InterruptedException, SessionBroken, TimeoutException {
        return inbox.await(this, nanos);
    }
}
