/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import dev.nacre.api.config.Origins;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.flow.Rehearsal;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.notify.Ends;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.progress.Culprits;
import dev.nacre.engine.internal.progress.LogReports;
import dev.nacre.engine.internal.progress.Watchdog;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.HealthMonitor;
import dev.nacre.engine.internal.status.Tally;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts together. Services come and go on any thread: each change makes a new {@link
 * Policy}. Everything slow is done by one thread, {@code nacre-engine}.
 */
@Component(service = {})
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long PAUSE_MILLIS = 1000;

    /** A scanner does not say when it comes up: until the first mark it is asked this often. */
    private static final long READY_PAUSE_MILLIS = 20;

    /** Nor does one say when it is back. */
    private static final long VACANT_PAUSE_MILLIS = 100;

    /** Above the limit that scans are given: a scanner that keeps it is never written off. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /**
     * How long the first mark waits for a scanner, so that a start refuses and lets pass nothing.
     */
    private static final long SCANNER_GRACE_MILLIS = 5000;

    private final Clock clock = Clock.systemUTC();
    private final long started = clock.millis();
    private final Services<Lane> lanes = new Services<>();
    private final Vacancies vacancies = new Vacancies(lanes, System::nanoTime);
    private final Services<BoundFilter> filters = new Services<>();
    private final Services<EventSource> sources = new Services<>();
    private final Services<ConfiguredWatch> watches = new Services<>();
    private final Services<HealthContributor> contributors = new Services<>();
    private final Notifications notifications;
    private final Tally tally = new Tally();
    private final VerdictCache cache = new VerdictCache(Budget.verdictBytes());
    private final BundleContext context;
    private final Gaps gaps;
    private final Pipeline pipeline;
    private final SourceDriver driver;
    private final HealthMonitor monitor;
    private final Thread thread = new Thread(this::run, "nacre-engine");
    private final Watchdog watchdog;
    private final Object changes = new Object();
    private boolean changed;
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean ended;
    private volatile Quarantine quarantine;
    private volatile Origins origins;
    private final PolicyNews news;
    private final Told told = new Told();
    private volatile ServiceRegistration<Guard> registration;

    @Activate
    public Engine(BundleContext context, @Reference FileOpener opener, @Reference Gaps gaps) {
        this.context = context;
        this.gaps = gaps;
        this.notifications = new Notifications(new Ends(gaps.var().resolve("run/telling")));
        this.pipeline =
                new Pipeline(
                        Budget.events(),
                        cache,
                        tally,
                        opener,
                        () -> quarantine,
                        notifications,
                        clock);
        this.driver = new SourceDriver(pipeline, sources, this::configured, System::nanoTime);
        this.news =
                new PolicyNews(lanes, filters, notifications, () -> origins, this::settled, clock);
        this.monitor =
                new HealthMonitor(tally, notifications, clock, this::findings, this::passing);
        Culprits culprits = new Culprits(pipeline::policy, tally);
        this.watchdog =
                new Watchdog(
                        new EngineCharges(driver, pipeline, culprits, thread, steps::get),
                        culprits::allows,
                        new LogReports());
    }

    @Activate
    void activate() throws InterruptedException {
        Rehearsal.run();
        rebuild();
        pipeline.start();
        gaps.start(pipeline.catchUp());
        thread.start();
        watchdog.start();
        GuardService guard =
                new GuardService(
                        clock.instant(),
                        pipeline,
                        driver,
                        monitor,
                        tally,
                        cache,
                        notifications,
                        lanes,
                        filters,
                        watchdog,
                        told);
        registration = context.registerService(Guard.class, guard, null);
    }

    /**
     * From when the sources have retired on nobody begins to wait for us. Whoever waits is answered
     * before they end: the kernel would let him pass.
     */
    @Deactivate
    void deactivate() throws InterruptedException {
        synchronized (this) {
            news.inForce(pipeline.policy().generation(), List.of());
        }
        registration.unregister();
        watchdog.end();
        ended = true;
        wake();
        thread.join();
        driver.retire();
        pipeline.release();
        gaps.end();
        pipeline.stop();
        lanes.matching("").forEach(pipeline::reassign);
        driver.stop();
    }

    private void run() {
        while (!ended) {
            steps.incrementAndGet();
            driver.renew(pipeline.kernelEpoch());
            boolean ready = isReady();
            try {
                if (!frameworkIs(Bundle.STOPPING)) {
                    step(ready);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A part that the engine asked has failed; tried again soon", e);
            }
            pause(pause(ready));
        }
    }

    private long pause(boolean ready) {
        if (!ready) {
            return READY_PAUSE_MILLIS;
        }
        return vacancies.any() ? VACANT_PAUSE_MILLIS : PAUSE_MILLIS;
    }

    private void step(boolean ready) {
        lanes.matching("").forEach(Lane::staff);
        if (ready && vacancies.anyInVain()) {
            monitor.check();
        }
        List<Lane> left = vacancies.close();
        if (!left.isEmpty()) {
            rebuild();
            left.forEach(pipeline::reassign);
        }
        if (ready) {
            exempt();
            long generation = pipeline.policy().generation();
            boolean moved = driver.drive();
            told.upTo(generation);
            if (moved) {
                rebuild();
            }
            gaps.guarded(driver.guarded(), driver.partial());
            monitor.check();
        }
    }

    private boolean isReady() {
        return driver.current().isPresent()
                || clock.millis() - started > SCANNER_GRACE_MILLIS
                || pipeline.policy().watches().stream().allMatch(PolicyFindings::canScan);
    }

    private void pause(long millis) {
        synchronized (changes) {
            try {
                if (!changed && !ended) {
                    changes.wait(millis);
                }
                changed = false;
            } catch (InterruptedException e) {
                ended = true;
            }
        }
    }

    private void wake() {
        synchronized (changes) {
            changed = true;
            changes.notifyAll();
        }
    }

    private synchronized void rebuild() {
        List<Watch> wanted = configured();
        List<GuardedWatch> guarded = new ArrayList<>();
        for (Watch watch : wanted) {
            guarded.add(
                    new GuardedWatch(
                            watch,
                            lanes.matching(watch.scannerTarget()),
                            filters.matching(watch.filterTarget())));
        }
        Policy next = new Policy(pipeline.policy().generation() + 1, guarded, driver.guarded());
        // What the new one wants to hear of is reported when it is in force.
        driver.exempt(next.exemptFolders());
        pipeline.use(next);
        driver.forget();
        wake();
        news.inForce(next.generation(), wanted);
    }

    /** A framework is active from when all has started until it is told to stop. */
    private boolean settled() {
        return registration != null && frameworkIs(Bundle.ACTIVE);
    }

    /**
     * While it is stopping, sources and scanners go one after the other: whatever is at work stays
     * so until this ends it, and nobody needs to be told.
     */
    private boolean frameworkIs(int state) {
        boolean inFramework = FrameworkUtil.getBundle(Engine.class) != null;
        return inFramework && context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == state;
    }

    /**
     * Again and again: a filter that holds up threads exempts nothing, and nobody tells of that.
     */
    private synchronized void exempt() {
        driver.exempt(pipeline.policy().exemptFolders());
    }

    private List<Watch> configured() {
        return watches.matching("").stream()
                .map(ConfiguredWatch::watch)
                .sorted(Comparator.comparing(Watch::name))
                .toList();
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>(driver.findings());
        all.addAll(watchdog.findings());
        all.addAll(notifications.findings());
        all.addAll(PolicyFindings.of(pipeline.policy()));
        contributors.matching("").forEach(c -> all.addAll(PolicyFindings.of(c)));
        return all;
    }

    private Set<Finding> passing() {
        return PolicyFindings.passing(pipeline.policy(), vacancies::awaits);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addScanner(Scanner scanner, Map<String, Object> properties) {
        Lane lane =
                new Lane(
                        Settings.serviceName(properties, Scanner.NAME),
                        scanner,
                        PATIENCE,
                        this::wake);
        lane.staff();
        lanes.put(properties, lane);
        news.comes(properties);
        rebuild();
    }

    void removeScanner(Scanner scanner, Map<String, Object> properties) {
        Lane lane = lanes.find(properties);
        news.leaves(properties);
        vacancies.open(properties, lane);
        rebuild();
        if (!lane.gone()) {
            pipeline.reassign(lane);
        }
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addFilter(Filter filter, Map<String, Object> properties) {
        filters.put(
                properties, new BoundFilter(Settings.serviceName(properties, Filter.NAME), filter));
        rebuild();
    }

    /** Its rules may have changed, and with them the folders that it exempts whole. */
    void updatedFilter(Filter filter, Map<String, Object> properties) {
        filters.update(properties);
        rebuild();
    }

    void removeFilter(Filter filter, Map<String, Object> properties) {
        filters.remove(properties);
        rebuild();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        watches.put(properties, watch);
        rebuild();
    }

    void updatedWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        addWatch(watch, properties);
    }

    void removeWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        watches.remove(properties);
        rebuild();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addSource(EventSource source, Map<String, Object> properties) {
        sources.put(properties, source);
        wake();
    }

    void removeSource(EventSource source, Map<String, Object> properties) {
        sources.remove(properties);
        wake();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addNotifier(Notifier notifier, Map<String, Object> properties) {
        notifications.add(Settings.serviceName(properties, Notifier.NAME), notifier);
    }

    void removeNotifier(Notifier notifier) {
        notifications.remove(notifier);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addContributor(HealthContributor contributor, Map<String, Object> properties) {
        contributors.put(properties, contributor);
    }

    void removeContributor(HealthContributor contributor, Map<String, Object> properties) {
        contributors.remove(properties);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void setOrigins(Origins service) {
        origins = service;
    }

    void unsetOrigins(Origins service) {
        if (origins == service) {
            origins = null;
        }
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void setQuarantine(Quarantine service) {
        quarantine = service;
    }

    void unsetQuarantine(Quarantine service) {
        if (quarantine == service) {
            quarantine = null;
        }
    }
}
