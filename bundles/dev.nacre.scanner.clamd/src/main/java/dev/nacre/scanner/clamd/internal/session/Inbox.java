/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import dev.nacre.scanner.clamd.spi.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The replies that are due on one connection. No thread is kept to read them: of those who wait one
 * reads, and hands out what comes; who has got its own leaves the reading to another. So a reply
 * that is waited for alone wakes one thread and not two.
 *
 * <p>Where nobody waits, nobody reads: an {@link #attend attendant} does where that matters.
 */
final class Inbox {
    /** How long who reads is deaf to its deadline and to being interrupted. */
    static final Duration GLANCE = Duration.ofMillis(250);

    /** Told by whoever reads, without a lock held. */
    interface Listener {
        /** It is answered. */
        void answered(Request request);

        /** Nothing more will come. */
        void ended(String reason);
    }

    private final Channel channel;
    private final Frames frames;
    private final Listener listener;
    private final Map<Long, Request> due = new ConcurrentHashMap<>();
    private final AtomicBoolean read = new AtomicBoolean();
    private volatile Thread attendant;
    private volatile String closed;

    Inbox(Channel channel, Listener listener) {
        this.channel = channel;
        this.frames = new Frames(channel);
        this.listener = listener;
    }

    /** From now on a reply of this number is due. */
    void expect(long number, Request request) {
        due.put(number, request);
    }

    /** It will not come: nothing was sent. */
    void forget(long number) {
        due.remove(number);
    }

    /** How long the oldest request has been waiting; empty where none does. */
    Optional<Duration> oldest() {
        long now = Deadline.now();
        return due.values().stream()
                .map(request -> Duration.ofNanos(now - request.sentAt()))
                .max(Duration::compareTo);
    }

    /** Tells all that wait, now and later, that nothing will come any more. */
    void close(String reason) {
        closed = reason;
        due.values().forEach(request -> request.broken(reason));
        LockSupport.unpark(attendant);
    }

    /** As {@link Request#await}. */
    String await(Request request, long nanos)
            throws InterruptedException, SessionBroken, TimeoutException {
        long begin = Deadline.now();
        request.waiting(Thread.currentThread());
        try {
            while (!request.done()) {
                long left = nanos - (Deadline.now() - begin);
                if (left <= 0) {
                    throw new TimeoutException();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!takesOver()) {
                    LockSupport.parkNanos(this, left);
                }
            }
            return request.reply();
        } finally {
            request.waiting(null);
            leave();
        }
    }

    /**
     * Reads for all, also where nobody waits, until all that was {@link Request#abandoned()} is
     * answered. By a thread that has nothing else to do; one at a time.
     *
     * @param always to the end of the connection
     */
    void attend(boolean always) {
        attendant = Thread.currentThread();
        try {
            while (goesOn(always)) {
                if (read.compareAndSet(false, true)) {
                    attendAlone(always);
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            attendant = null;
            leave();
        }
    }

    private void attendAlone(boolean always) {
        try {
            if (always) {
                channel.limitReads(Duration.ZERO);
            }
            while (goesOn(always)) {
                take();
            }
        } catch (IOException e) {
            listener.ended(String.valueOf(e.getMessage()));
        } finally {
            read.set(false);
        }
    }

    private boolean goesOn(boolean always) {
        return closed == null && (always || isAbandoned());
    }

    /** Whether replies are due that nobody waits for. */
    boolean isAbandoned() {
        return due.values().stream().anyMatch(Request::abandoned);
    }

    /** Reads once, if nobody else does. */
    private boolean takesOver() {
        if (!read.compareAndSet(false, true)) {
            return false;
        }
        try {
            take();
        } finally {
            read.set(false);
        }
        return true;
    }

    /** Whoever stops to wait may have been the one to read. */
    private void leave() {
        if (read.get()) {
            return;
        }
        Thread other = attendant;
        if (other != null) {
            LockSupport.unpark(other);
        } else if (!due.isEmpty()) {
            due.values().stream().anyMatch(Request::wake);
        }
    }

    private void take() {
        String reason;
        try {
            if (frames.read()) {
                for (String reply = frames.next(); reply != null; reply = frames.next()) {
                    settle(reply);
                }
                return;
            }
            String rest = frames.take().strip();
            reason =
                    "it closed the connection"
                            + (rest.isEmpty() ? "" : ", saying: " + Replies.shown(rest));
        } catch (IOException | RuntimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        listener.ended(reason);
    }

    private void settle(String reply) throws IOException {
        int colon = reply.indexOf(": ");
        Request request = colon < 0 ? null : due.remove(number(reply.substring(0, colon)));
        if (request == null) {
            throw new IOException("it answered what was not asked: " + Replies.shown(reply));
        }
        listener.answered(request);
        request.answered(reply.substring(colon + 2));
    }

    private static long number(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
