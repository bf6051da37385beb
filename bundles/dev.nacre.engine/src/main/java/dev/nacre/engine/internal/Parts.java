/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.config.Origins;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import dev.nacre.engine.internal.scan.Lane;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The services that are there now. Any thread.
 *
 * @param quarantine holds {@code null} where there is none
 * @param origins holds {@code null} where nobody knows who has changed what
 */
record Parts(
        Services<Lane> lanes,
        Services<BoundFilter> filters,
        Services<ConfiguredWatch> watches,
        Services<EventSource> sources,
        Services<HealthContributor> contributors,
        AtomicReference<Quarantine> quarantine,
        AtomicReference<Origins> origins) {
    /** None is there yet. */
    Parts() {
        this(
                new Services<>(),
                new Services<>(),
                new Services<>(),
                new Services<>(),
                new Services<>(),
                new AtomicReference<>(),
                new AtomicReference<>());
    }

    /** What is configured to be guarded, by name. */
    List<Watch> wanted() {
        return watches.matching("").stream()
                .map(ConfiguredWatch::watch)
                .sorted(Comparator.comparing(Watch::name))
                .toList();
    }
}
