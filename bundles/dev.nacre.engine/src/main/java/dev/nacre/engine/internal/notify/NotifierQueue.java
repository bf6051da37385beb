/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Notifier;
import java.util.Optional;
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
    private static final int CAPACITY = 1000;
    private static final long FLUSH_MILLIS = 2000;

    /** A server that does not answer may take some of it. */
    private static final long PATIENCE_SECONDS = 15;

    /** Something to tell a notifier. */
    interface Message {
        void tell(Notifier notifier) throws Exception;
    }

    private final String name;
    private final Notifier notifier;
    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile boolean ending;

    /** Whether the notifier is being told now, and since when, by {@link System#nanoTime}. */
    private volatile boolean telling;

    private volatile long since;

    NotifierQueue(String name, Notifier notifier) {
        this.name = name;
        this.notifier = notifier;
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

    /** Names a notifier that does not come back; what it is not told meanwhile is lost. */
    Optional<Finding> finding() {
        if (!telling || System.nanoTime() - since < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        "notifier " + name,
                        Health.DEGRADED,
                        "it has not come back from being told of one thing for "
                                + PATIENCE_SECONDS
                                + " seconds; "
                                + queue.size()
                                + " wait behind it, and what comes beyond "
                                + CAPACITY
                                + " is lost. Update or remove its bundle"));
    }

    void offer(Message message) {
        if (!queue.offer(message)) {
            dropped.increment();
        }
    }

    private void run() {
        while (!ending || !queue.isEmpty()) {
            try {
                Message message = queue.take();
                since = System.nanoTime();
                telling = true;
                message.tell(notifier);
            } catch (InterruptedException e) {
                if (ending) {
                    continue;
                }
            } catch (Exception | LinkageError | StackOverflowError e) {
                LOG.error("Notifier {} could not tell: {}", name, e.getMessage(), e);
            } finally {
                telling = false;
            }
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
