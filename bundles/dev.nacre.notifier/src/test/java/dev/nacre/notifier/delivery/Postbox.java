/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A channel to a receiver that does what a test wants. */
final class Postbox implements Channel {
    final List<String> arrived = new ArrayList<>();
    int attempts;
    boolean closed;
    boolean away;
    boolean unwilling;

    @Override
    public String send(Message message) throws IOException, RefusedException {
        attempts++;
        if (away) {
            throw new IOException("Connection refused");
        }
        if (unwilling) {
            throw new RefusedException("no such mailbox");
        }
        arrived.add(message.subject());
        return "taken";
    }

    @Override
    public void close() {
        closed = true;
    }
}
