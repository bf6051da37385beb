/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.time.Instant;
import java.util.List;

/**
 * The guard's health changed.
 *
 * @param time when
 * @param before how it was
 * @param now how it is
 * @param findings what is not as it should be
 */
public record HealthChange(Instant time, Health before, Health now, List<Finding> findings) {
    /**
     * Copies the list.
     *
     * @param time the value for the {@code time} component
     * @param before the value for the {@code before} component
     * @param now the value for the {@code now} component
     * @param findings the value for the {@code findings} component
     */
    public HealthChange {
        findings = List.copyOf(findings);
    }
}
