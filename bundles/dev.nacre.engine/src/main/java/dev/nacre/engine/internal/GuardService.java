/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.Marked;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.guard.Counters;
import dev.nacre.api.guard.Explanation;
import dev.nacre.api.guard.FilterStatus;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.GuardStatus;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.health.Finding;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.Decision;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.progress.Watchdog;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.HealthMonitor;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What commands and pages see of the engine. */
final class GuardService implements Guard {
    /** A scan on demand is patient: nobody's access waits for it. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Instant since;
    private final Pipeline pipeline;
    private final SourcesAtWork sources;
    private final HealthMonitor monitor;
    private final Tally tally;
    private final VerdictCache cache;
    private final Notifications notifications;
    private final Services<Lane> lanes;
    private final Services<BoundFilter> filters;
    private final Watchdog watchdog;
    private final Told told;

    GuardService(
            Instant since,
            Pipeline pipeline,
            SourcesAtWork sources,
            HealthMonitor monitor,
            Tally tally,
            VerdictCache cache,
            Notifications notifications,
            Services<Lane> lanes,
            Services<BoundFilter> filters,
            Watchdog watchdog,
            Told told) {
        this.since = since;
        this.pipeline = pipeline;
        this.sources = sources;
        this.monitor = monitor;
        this.tally = tally;
        this.cache = cache;
        this.notifications = notifications;
        this.lanes = lanes;
        this.filters = filters;
        this.watchdog = watchdog;
        this.told = told;
    }

    /** The first watch may have chosen another than the one ranked highest. */
    private Optional<Lane> lane() {
        return pipeline.policy().watches().stream()
                .map(GuardedWatch::lane)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> lanes.matching("").stream().filter(Lane::present).findFirst());
    }

    @Override
    public GuardStatus status() {
        List<Finding> findings = monitor.findings();
        Optional<EventSource> source = sources.current();
        Optional<ScannerStatus> scanner = lane().map(Lane::status);
        // What is told is in force: the kernel lets nothing pass by signatures of before.
        sources.renew(pipeline.kernelEpoch());
        return new GuardStatus(
                HealthMonitor.worst(findings),
                findings,
                since,
                pipeline.policy().generation(),
                source.map(EventSource::name),
                source.map(s -> s.status().prevents()).orElse(false),
                lane().map(Lane::name),
                scanner,
                counters(),
                filters.all().stream().map(GuardService::status).toList());
    }

    private static FilterStatus status(Services.Entry<BoundFilter> filter) {
        String kind = String.valueOf(filter.properties().getOrDefault(Filter.KIND, ""));
        return new FilterStatus(filter.value().name(), kind, filter.value().exempted());
    }

    private Counters counters() {
        return new Counters(
                tally.events.sum(),
                tally.permissionEvents.sum(),
                tally.scans.sum(),
                tally.cacheHits.sum(),
                tally.coalesced.sum(),
                tally.infected.sum(),
                tally.denied.sum(),
                pipeline.waiting(),
                lanes.matching("").stream().mapToLong(Lane::queued).sum(),
                cache.size(),
                sources.current().map(source -> source.status().left()).orElse(0L),
                tally.exempt(),
                tally.unscanned(),
                notifications.dropped());
    }

    @Override
    public boolean progresses() {
        return watchdog.progresses();
    }

    @Override
    public List<WatchStatus> watches() {
        Map<String, List<BytePath>> guarded = sources.guarded();
        Map<String, List<Marked>> marked = sources.marked();
        Policy policy = pipeline.policy();
        return policy.watches().stream()
                .map(
                        watch ->
                                new WatchStatus(
                                        watch.watch(),
                                        guarded.getOrDefault(watch.watch().name(), List.of()),
                                        marked.getOrDefault(watch.watch().name(), List.of()),
                                        policy.generation()))
                .toList();
    }

    @Override
    public boolean await(long generation, Duration limit) throws InterruptedException {
        return told.await(generation, limit);
    }

    @Override
    public Explanation explain(Access access) {
        Decision decision = pipeline.policy().decide(access);
        if (decision instanceof Decision.OtherAccess other) {
            return explanation(false, other.watch().watch().name(), whyOther(other, access));
        } else if (decision instanceof Decision.Filtered filtered) {
            return new Explanation(
                    false,
                    Optional.of(filtered.watch().watch().name()),
                    Optional.of(filtered.filter().name()),
                    "exempt by " + filtered.rule() + unreported(access));
        } else if (decision instanceof Decision.TooLarge large) {
            return explanation(
                    false,
                    large.watch().watch().name(),
                    "larger than maxFileSize, "
                            + large.watch().watch().maxFileSize()
                            + " bytes: "
                            + large.watch().watch().oversize().text());
        } else if (decision instanceof Decision.Scan scan) {
            return explanation(
                    true,
                    scan.watch().watch().name(),
                    "scanned, unless known to be clean" + spared(scan.watch(), access));
        }
        return new Explanation(
                false, Optional.empty(), Optional.empty(), "no watch guards this path");
    }

    private String unreported(Access access) {
        BytePath path = access.location().canonical();
        return path != null && sources.unreported().contains(path.parent())
                ? "; its folder is left to the kernel, which neither reports nor counts accesses"
                        + " there"
                : "";
    }

    /** Which filters would have exempted the access, but for a rule of their own. */
    private static String spared(GuardedWatch watch, Access access) {
        return watch.filters().stream()
                .flatMap(
                        filter ->
                                filter
                                        .spares(watch.watch(), access)
                                        .map(rule -> "; by " + rule + " of filter " + filter.name())
                                        .stream())
                .collect(Collectors.joining());
    }

    @Override
    public int release(BytePath folder) throws IOException {
        return sources.release(folder);
    }

    private static String whyOther(Decision.OtherAccess other, Access access) {
        String scanOn = other.watch().watch().scanOn().text();
        return access.kind() == AccessKind.ARRIVE
                ? "its arrivals is false"
                : "its scanOn is " + scanOn + ", which asks for no " + access.kind().text();
    }

    private static Explanation explanation(boolean scanned, String watch, String reason) {
        return new Explanation(scanned, Optional.of(watch), Optional.empty(), reason);
    }

    @Override
    public Verdict scan(FileContent file) throws InterruptedException {
        Optional<Lane> lane = lane();
        if (lane.isEmpty()) {
            return Verdict.unscanned(UnscannedReason.SCANNER_DOWN, "there is no scanner");
        }
        if (lane.get().status().state() != ScannerStatus.State.UP) {
            return Verdict.unscanned(UnscannedReason.SCANNER_DOWN, lane.get().status().detail());
        }
        try {
            return lane.get().scanner().scan(file, LIMIT);
        } catch (RuntimeException | LinkageError e) {
            return Verdict.unscanned(UnscannedReason.SCAN_FAILED, e.toString());
        }
    }
}
