/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The channel in use. Whoever sends holds the lock while it does, so that a channel sees one
 * message at a time, and closes the one before where a new configuration has brought another.
 */
final class Line {
    /** Longer than a {@link Channel} may take for what it is at. */
    private static final long PATIENCE_SECONDS = 70;

    private final ReentrantLock sending = new ReentrantLock();
    private Channel inUse;

    /**
     * Sends a message when those that are being sent are through.
     *
     * @throws IOException also where they take too long
     */
    String send(Channel channel, Message message)
            throws IOException, RefusedException, InterruptedException {
        if (!sending.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(
                    "The message before is still being sent after " + PATIENCE_SECONDS + " s");
        }
        try {
            use(channel);
            return channel.send(message);
        } finally {
            sending.unlock();
        }
    }

    /** There is nothing to send; a channel that is sending is left alone. */
    void rest(Channel channel) {
        if (sending.tryLock()) {
            try {
                use(channel);
                channel.rest();
            } finally {
                sending.unlock();
            }
        }
    }

    private void use(Channel channel) {
        if (inUse != channel) {
            hangUp();
            inUse = channel;
        }
    }

    /** Closes what is open; waits for nobody, so a message that is being sent keeps its channel. */
    void close() {
        if (sending.tryLock()) {
            try {
                hangUp();
            } finally {
                sending.unlock();
            }
        }
    }

    private void hangUp() {
        if (inUse != null) {
            inUse.close();
            inUse = null;
        }
    }
}
