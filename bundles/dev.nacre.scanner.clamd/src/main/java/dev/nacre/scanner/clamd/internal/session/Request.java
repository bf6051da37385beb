/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that was sent, and the reply it waits for. */
public final class Request {
    private final CompletableFuture<String> reply = new CompletableFuture<>();
    private final boolean scan;
    private final long sentAt = Deadline.now();

    Request(boolean scan) {
        this.scan = scan;
    }

    boolean scan() {
        return scan;
    }

    long sentAt() {
        return sentAt;
    }

    void answered(String text) {
        reply.complete(text);
    }

    void broken(String reason) {
        reply.completeExceptionally(new SessionBroken(reason));
    }

    /** Whether {@link #await} returns or throws at once. */
    public boolean done() {
        return reply.isDone();
    }

    /**
     * Waits for the reply.
     *
     * @param nanos how long at most; 0 or less: not at all
     * @throws SessionBroken where the connection ended first
     * @throws TimeoutException where it has not come in time
     */
    public String await(long nanos) throws InterruptedException, SessionBroken, TimeoutException {
        try {
            return reply.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new SessionBroken(e.getCause().getMessage());
        }
    }
}
