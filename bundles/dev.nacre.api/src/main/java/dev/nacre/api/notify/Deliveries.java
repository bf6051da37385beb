/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import java.util.Map;

/**
 * What became of what a notifier was told since it started.
 *
 * @param sent messages that the receiver took
 * @param failed attempts that failed; a message may be tried several times
 * @param waiting messages that are still to be sent
 * @param lost events that nobody was told of by themselves, by reason, such as {@code queue-full}
 */
public record Deliveries(long sent, long failed, long waiting, Map<String, Long> lost) {
    /**
     * Copies the map.
     *
     * @param sent the value for the {@code sent} component
     * @param failed the value for the {@code failed} component
     * @param waiting the value for the {@code waiting} component
     * @param lost the value for the {@code lost} component
     */
    public Deliveries {
        lost = Map.copyOf(lost);
    }
}
