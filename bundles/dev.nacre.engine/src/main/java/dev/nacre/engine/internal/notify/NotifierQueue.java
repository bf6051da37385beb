/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Notifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notifier with its queue and its thread: a slow one makes nobody wait, and loses only its own.
 */
final class NotifierQueue {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierQueue.class);

    /** How many messages wait at most. */
    static final int CAPACITY = 1000;

    private static final long FLUSH_MILLIS = 2000;

    /** A server that does not answer may take some of it. */
    private static final long PATIENCE_SECONDS = 15;

    /** How often in a row the host may end while it is told of something, and it is told again. */
    private static final int MOST_ENDS = 1;

    /** Tells a notifier of something. */
    interface Telling {
        void tell(Notifier notifier) throws Exception;
    }

    static final String DETECTION = "a detection";
    static final String HEALTH = "a change of health";
    static final String POLICY = "a change of policy";
    private static final List<String> KINDS = List.of(DETECTION, HEALTH, POLICY);

    /**
     * Something to tell.
     *
     * @param kind what it is, in words
     */
    record Message(String kind, Telling telling) {}

    private final String name;
    private final Notifier notifier;
    private final Ends ends;
    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile boolean ending;

    /** Whether the notifier is being told now, and since when, by {@link System#nanoTime}. */
    private volatile boolean telling;

    private volatile long since;

    NotifierQueue(String name, Notifier notifier, Ends ends) {
        this.name = name;
        this.notifier = notifier;
        this.ends = ends;
        this.thread = new Thread(this::run, "nacre-notify-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    /** How many messages did not fit. */
    long dropped() {
        return dropped.sum();
    }

    /** What is not as it should be with it. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        if (telling && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            all.add(
                    finding(
                            "it has not come back from being told of one thing for "
                                    + PATIENCE_SECONDS
                                    + " seconds; "
                                    + queue.size()
                                    + " wait behind it, and what comes beyond "
                                    + CAPACITY
                                    + " is lost"));
        }
        for (String kind : KINDS) {
            int count = ends.of(callOf(kind));
            if (count > 0) {
                all.add(
                        finding(
                                "the host ended, without being told to, while this was being told"
                                        + " of "
                                        + kind
                                        + ", as happens when it takes all memory"
                                        + (count > MOST_ENDS
                                                ? "; this was so "
                                                        + count
                                                        + " times in a row, and it is told of none"
                                                        + " any more"
                                                : "")));
            }
        }
        return all;
    }

    private Finding finding(String what) {
        return new Finding(
                "notifier " + name, Health.DEGRADED, what + ". Update or remove its bundle");
    }

    private String callOf(String kind) {
        return name + ' ' + kind;
    }

    void offer(Message message) {
        if (!queue.offer(message)) {
            dropped.increment();
        }
    }

    private void run() {
        while (!ending || !queue.isEmpty()) {
            try {
                tell(queue.take());
            } catch (InterruptedException e) {
                if (ending) {
                    continue;
                }
            } catch (Exception | LinkageError | StackOverflowError e) {
                LOG.error("Notifier {} could not tell: {}", name, e.getMessage(), e);
            }
        }
    }

    private void tell(Message message) throws Exception {
        String call = callOf(message.kind());
        if (ends.of(call) > MOST_ENDS) {
            dropped.increment();
            return;
        }
        since = System.nanoTime();
        telling = true;
        ends.begin(call);
        try {
            message.telling().tell(notifier);
        } finally {
            ends.end(call);
            telling = false;
        }
    }

    /** Gives the notifier a moment for what it has in its queue, then lets go of it. */
    void close() {
        ending = true;
        try {
            if (queue.isEmpty()) {
                thread.interrupt();
            }
            thread.join(FLUSH_MILLIS);
            queue.clear();
            thread.interrupt();
            KINDS.forEach(kind -> ends.end(callOf(kind)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
