/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.notifier.message.Message;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way to one receiver. Making one opens nothing and cannot fail; it may keep open between
 * messages what sending has opened. Used by one thread at a time, not always the same.
 */
@ConsumerType
public interface Channel extends AutoCloseable {
    /**
     * Sends one message and waits until the receiver has it, or until a time limit that the channel
     * must have: a minute at most.
     *
     * @return what the receiver said, in a line for people, without secrets
     * @throws IOException it did not work this time and is worth another; the message says what
     *     happened to what
     * @throws RefusedException it will not work however often it is tried
     * @throws InterruptedException where the host ends
     */
    String send(Message message) throws IOException, RefusedException, InterruptedException;

    /**
     * Called again and again while there is nothing to send, first when the notifier starts: to
     * keep up what shows that the host is there. As short as {@link #send}, and never throws.
     */
    default void rest() {}

    /** Lets go of what is kept open; the channel is not used any more. */
    @Override
    default void close() {}
}
