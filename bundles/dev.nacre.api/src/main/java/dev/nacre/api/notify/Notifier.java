/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of detections, of changes of health, and of another policy in force. Whiteboard service.
 * Each has a bounded queue and a thread of its own: it may take its time, and what does not fit is
 * dropped and counted. One that throws is logged and told of the next.
 */
@ConsumerType
public interface Notifier {
    /** Service property: the name people know the notifier by. */
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

    /** Tells of another policy in force. An exception says that it could not be told. */
    default void policyChanged(PolicyChange change) throws Exception {}
}
