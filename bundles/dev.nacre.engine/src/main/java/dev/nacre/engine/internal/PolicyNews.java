/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Weakening;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import dev.nacre.engine.internal.policy.Part;
import dev.nacre.engine.internal.policy.Protection;
import dev.nacre.engine.internal.policy.Weaker;
import dev.nacre.engine.internal.scan.Lane;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells notifiers of each policy, and of what protects less by it than by the one before. For one
 * thread at a time.
 */
final class PolicyNews {
    private final Services<Lane> lanes;
    private final Services<BoundFilter> filters;
    private final Notifications notifications;
    private final Supplier<Origins> origins;
    private final BooleanSupplier settled;
    private final InstantSource clock;
    private final Map<String, Origin> departures = new ConcurrentHashMap<>();
    private Protection before = Protection.NONE;

    /**
     * @param origins gives null where nobody knows who has changed what
     * @param settled whether parts come and go by somebody's will, and not as the host starts or
     *     ends
     */
    PolicyNews(
            Services<Lane> lanes,
            Services<BoundFilter> filters,
            Notifications notifications,
            Supplier<Origins> origins,
            BooleanSupplier settled,
            InstantSource clock) {
        this.lanes = lanes;
        this.filters = filters;
        this.notifications = notifications;
        this.origins = origins;
        this.settled = settled;
        this.clock = clock;
    }

    /**
     * A scanner goes, which may be told of later, and by another thread than the one that has made
     * it go. Any thread.
     */
    void leaves(Map<String, Object> properties) {
        String pid = Part.of("", properties).pid();
        Origins known = origins.get();
        if (known != null) {
            known.of(pid).ifPresent(origin -> departures.put(pid, origin));
        }
    }

    /** A scanner is there, or there again. Any thread. */
    void comes(Map<String, Object> properties) {
        departures.remove(Part.of("", properties).pid());
    }

    /** A policy is in force, with the scanners and filters that are there now. */
    void inForce(long generation, List<Watch> watches) {
        Protection now = new Protection(watches.stream().map(this::shield).toList());
        List<Weakening> weaker =
                settled.getAsBoolean()
                        ? Weaker.between(before, now).stream().map(this::attributed).toList()
                        : List.of();
        before = now;
        notifications.tell(new PolicyChange(clock.instant(), generation, weaker));
    }

    private Protection.Shield shield(Watch watch) {
        return new Protection.Shield(
                ConfiguredWatch.PID + "~" + watch.name(),
                watch,
                lanes.parts(watch.scannerTarget(), Scanner.NAME),
                filters.parts(watch.filterTarget(), Filter.NAME));
    }

    private Weakening attributed(Weakening of) {
        Origins known = origins.get();
        Optional<Origin> origin =
                Optional.ofNullable(departures.get(of.pid()))
                        .or(() -> known == null ? Optional.empty() : known.of(of.pid()));
        return new Weakening(of.pid(), of.what(), of.before(), of.after(), origin);
    }
}
