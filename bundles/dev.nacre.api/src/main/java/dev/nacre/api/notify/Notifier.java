/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of detections, of changes of health, and of another policy in force. Whiteboard service.
 * Each has a bounded queue and a thread of its own: it may take its time, and what does not fit is
 * dropped and counted. One that throws is logged and told of the next.
 */
@ConsumerType
public interface Notifier {
    /**
     * Service property: the name people know the notifier by. Where it is missing, that is {@link
     * dev.nacre.api.config.Settings#instanceName}.
     */
    String NAME = "nacre.notifier.name";

    /**
     * Tells of a detection.
     *
     * @param detection immutable, and may be kept
     * @throws Exception where it could not be told; its message goes to the log
     */
    void detected(Detection detection) throws Exception;

    /**
     * Tells of a change of health. Does nothing where it is not overridden.
     *
     * @param change immutable, and may be kept
     * @throws Exception where it could not be told; its message goes to the log
     */
    default void healthChanged(HealthChange change) throws Exception {}

    /**
     * Tells of another policy in force. Does nothing where it is not overridden.
     *
     * @param change immutable, and may be kept
     * @throws Exception where it could not be told; its message goes to the log
     */
    default void policyChanged(PolicyChange change) throws Exception {}

    /**
     * Sends a message that calls itself a test, past any queue and limit, and waits for what comes
     * of it. Called from any thread, beside the other methods; bounded in time, and ends early by
     * {@code InterruptedException} where nobody waits any more.
     *
     * @return what happened, in a line for people, such as what the receiver answered
     * @throws UnsupportedOperationException where the notifier cannot be tested
     * @throws Exception where it could not be told; the message says why
     */
    default String test() throws Exception {
        throw new UnsupportedOperationException("this notifier has no test");
    }

    /**
     * {@return what became of what it was told; empty where it does not count} Any thread; at once.
     */
    default Optional<Deliveries> deliveries() {
        return Optional.empty();
    }
}
