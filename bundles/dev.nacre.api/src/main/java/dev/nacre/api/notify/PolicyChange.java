/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import java.time.Instant;
import java.util.List;

/**
 * Another policy is in force: a watch, a filter or a scanner came, went, or was changed.
 *
 * @param time since when
 * @param generation number of the policy in force now; grows by one with each change
 * @param weaker what protects less than before; empty where nothing does, and while the host starts
 *     or ends
 */
public record PolicyChange(Instant time, long generation, List<Weakening> weaker) {
    /**
     * Copies the list.
     *
     * @param time the value for the {@code time} component
     * @param generation the value for the {@code generation} component
     * @param weaker the value for the {@code weaker} component
     */
    public PolicyChange {
        weaker = List.copyOf(weaker);
    }
}
