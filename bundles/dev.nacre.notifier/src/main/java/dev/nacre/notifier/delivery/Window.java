/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.DigestMessage;
import dev.nacre.notifier.message.EventKind;

/**
 * Of the messages of one kind, lets through as many as may be told one by one, and counts the
 * others until they are told in one. Times are in nanoseconds of any clock that only goes forward.
 * Guarded by its {@link Outbox}.
 */
final class Window {
    private final EventKind kind;
    private boolean open;
    private long opened;
    private int passed;
    private DigestMessage held;

    Window(EventKind kind) {
        this.kind = kind;
    }

    /** Whether there is still room for one more; it then counts as let through. */
    boolean admits(DeliveryOptions options, long now) {
        if (options.burst() == 0) {
            return true;
        }
        if (!open || (held == null && isOver(options, now))) {
            open(now);
        }
        return passed < options.burst() && ++passed > 0;
    }

    private void open(long now) {
        open = true;
        opened = now;
        passed = 0;
    }

    private boolean isOver(DeliveryOptions options, long now) {
        return now - opened >= options.interval().toNanos();
    }

    /** Counts what is not told one by one. */
    void hold(DigestMessage messages, long now) {
        if (!open) {
            open(now);
        }
        held = held == null ? messages : held.with(messages);
    }

    /** Until the next digest is due: 0 or less if it is; {@code Long.MAX_VALUE} if none will be. */
    long untilDigest(DeliveryOptions options, long now) {
        return held == null ? Long.MAX_VALUE : opened + options.interval().toNanos() - now;
    }

    /** Takes out what was counted; a new window opens with the next message. */
    DigestMessage digest() {
        DigestMessage digest = held;
        held = null;
        open = false;
        return digest;
    }

    /** How many messages are counted and not told yet. */
    long count() {
        return held == null ? 0 : held.count();
    }

    EventKind kind() {
        return kind;
    }
}
