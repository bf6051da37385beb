/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.DigestMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The messages that wait to be sent, as many as may; the others are counted, and told in one. Any
 * thread; nobody is ever kept waiting but by {@link #await}. Times are in nanoseconds of any clock
 * that only goes forward.
 */
final class Outbox {
    private final Deque<Item> queue = new ArrayDeque<>();
    private final Map<EventKind, Window> windows = new EnumMap<>(EventKind.class);
    private final Map<Loss, Long> lost = new EnumMap<>(Loss.class);
    private boolean woken;

    Outbox() {
        for (EventKind kind : EventKind.values()) {
            windows.put(kind, new Window(kind));
        }
    }

    synchronized void add(EventKind kind, Message message, DeliveryOptions options, long now) {
        Window window = windows.get(kind);
        if (!window.admits(options, now)) {
            window.hold(DigestMessage.of(kind, message), now);
        } else if (queue.size() >= options.queue()) {
            window.hold(DigestMessage.of(kind, message), now);
            lost.merge(Loss.QUEUE_FULL, 1L, Long::sum);
        } else {
            queue.add(new Item(kind, message, now));
        }
        wake();
    }

    /**
     * What is to be sent now: it stays here until it is said what became of it. A digest follows
     * what may be told one by one.
     *
     * @param all whether digests are sent though they are not due yet
     * @return {@code null} where there is nothing
     */
    synchronized Item head(DeliveryOptions options, long now, boolean all) {
        for (Window window : windows.values()) {
            long due = window.untilDigest(options, now);
            if (queue.isEmpty() && (due <= 0 || (all && due < Long.MAX_VALUE))) {
                queue.add(new Item(window.kind(), window.digest(), now));
            }
        }
        return queue.peek();
    }

    /** Nanoseconds until there is something to send; {@code Long.MAX_VALUE} if nothing is known. */
    synchronized long untilDue(DeliveryOptions options, long now) {
        return queue.isEmpty()
                ? windows.values().stream()
                        .mapToLong(window -> Math.max(0, window.untilDigest(options, now)))
                        .min()
                        .orElse(Long.MAX_VALUE)
                : 0;
    }

    /** It has arrived. */
    synchronized void sent(Item item) {
        queue.remove(item);
    }

    /** It will never arrive. */
    synchronized void refused(Item item) {
        if (queue.remove(item)) {
            lost.merge(Loss.REFUSED, item.count(), Long::sum);
        }
    }

    /** Gives up, after an attempt that failed, what is too old; a digest will count it. */
    synchronized void expire(DeliveryOptions options, long now) {
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (now - item.told() >= options.retryFor().toNanos()) {
                items.remove();
                windows.get(item.kind()).hold(item.asDigest(), now);
                if (!(item.message() instanceof DigestMessage)) {
                    lost.merge(Loss.GIVEN_UP, 1L, Long::sum);
                }
            }
        }
    }

    /**
     * Gives up all that is still here, for the end.
     *
     * @return how many events nobody was told of
     */
    synchronized long abandon() {
        long count = waiting();
        queue.clear();
        windows.values().forEach(Window::digest);
        if (count > 0) {
            lost.merge(Loss.ENDED, count, Long::sum);
        }
        return count;
    }

    /** How many events are still to be told, one by one or in a digest. */
    synchronized long waiting() {
        return queue.stream().mapToLong(Item::count).sum()
                + windows.values().stream().mapToLong(Window::count).sum();
    }

    synchronized boolean isFull(DeliveryOptions options) {
        return queue.size() >= options.queue();
    }

    /** How many events nobody was told of by themselves, by reason. */
    synchronized Map<String, Long> lost() {
        Map<String, Long> counts = new TreeMap<>();
        lost.forEach((reason, count) -> counts.put(reason.text(), count));
        return counts;
    }

    /**
     * Waits until so many nanoseconds are over, or {@link #add} or {@link #wake} is called or was
     * called since the last time.
     */
    synchronized void await(long nanos) throws InterruptedException {
        if (!woken) {
            // Rounded up: waking before it is due would be for nothing.
            wait(nanos / 1_000_000 + 1);
        }
        woken = false;
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }
}
