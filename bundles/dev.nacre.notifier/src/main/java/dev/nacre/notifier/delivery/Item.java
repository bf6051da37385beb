/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.DigestMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.Message;

/**
 * A message that waits to be sent.
 *
 * @param told when it came, in nanoseconds of the {@link Outbox}'s clock
 */
record Item(EventKind kind, Message message, long told) {
    /** How many events it tells of. */
    long count() {
        return message instanceof DigestMessage digest ? digest.count() : 1;
    }

    DigestMessage asDigest() {
        return message instanceof DigestMessage digest ? digest : DigestMessage.of(kind, message);
    }
}
