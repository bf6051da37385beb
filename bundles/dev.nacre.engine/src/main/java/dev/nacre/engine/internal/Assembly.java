/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.file.FileOpener;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.health.Finding;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.flow.Rehearsal;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.notify.Ends;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.progress.Culprits;
import dev.nacre.engine.internal.progress.LogReports;
import dev.nacre.engine.internal.progress.Watchdog;
import dev.nacre.engine.internal.status.HealthMonitor;
import dev.nacre.engine.internal.status.Tally;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Puts the parts of the engine together, starts them and ends them, each in its order. */
final class Assembly {
    private final BundleContext context;
    private final Gaps gaps;
    private final Parts parts;
    private final Clock clock = Clock.systemUTC();
    private final Tally tally = new Tally();
    private final VerdictCache cache = new VerdictCache(Budget.verdictBytes());
    private final Bell bell = new Bell();
    private final Told told = new Told();
    private final SourcesAtWork atWork = new SourcesAtWork(System::nanoTime);
    private final Vacancies vacancies;
    private final Notifications notifications;
    private final Pipeline pipeline;
    private final SourceDriver driver;
    private final PolicyNews news;
    private final Policies policies;
    private final HealthMonitor monitor;
    private final Caretaker caretaker;
    private final Watchdog watchdog;
    private volatile ServiceRegistration<Guard> registration;

    /**
     * @param parts what comes and goes is put in there
     */
    Assembly(BundleContext context, FileOpener opener, Gaps gaps, Parts parts) {
        this.context = context;
        this.gaps = gaps;
        this.parts = parts;
        this.vacancies = new Vacancies(parts.lanes(), System::nanoTime);
        this.notifications = new Notifications(new Ends(gaps.var().resolve("run/telling")));
        this.pipeline =
                new Pipeline(
                        Budget.events(),
                        cache,
                        tally,
                        opener,
                        parts.quarantine()::get,
                        notifications,
                        clock);
        this.driver =
                new SourceDriver(
                        atWork, pipeline, parts.sources(), parts::wanted, System::nanoTime);
        this.news =
                new PolicyNews(
                        parts.lanes(),
                        parts.filters(),
                        notifications,
                        parts.origins()::get,
                        this::settled,
                        clock);
        this.policies = new Policies(parts, pipeline, atWork, news, bell);
        this.monitor =
                new HealthMonitor(
                        tally,
                        notifications,
                        clock,
                        this::findings,
                        () -> PolicyFindings.passing(pipeline.policy(), vacancies::awaits));
        this.caretaker =
                new Caretaker(
                        parts.lanes(),
                        vacancies,
                        policies,
                        pipeline,
                        atWork,
                        driver,
                        gaps,
                        monitor,
                        told,
                        bell,
                        () -> frameworkIs(Bundle.STOPPING));
        Culprits culprits = new Culprits(pipeline::policy, tally);
        this.watchdog =
                new Watchdog(
                        new EngineCharges(atWork, pipeline, culprits, caretaker),
                        culprits::allows,
                        new LogReports());
    }

    void start() throws InterruptedException {
        Rehearsal.run();
        policies.renew();
        pipeline.start();
        gaps.start(pipeline.catchUp());
        caretaker.start();
        watchdog.start();
        GuardService guard =
                new GuardService(
                        clock.instant(),
                        pipeline,
                        atWork,
                        monitor,
                        tally,
                        cache,
                        notifications,
                        parts.lanes(),
                        parts.filters(),
                        watchdog,
                        told);
        registration = context.registerService(Guard.class, guard, null);
    }

    /**
     * Ends all. From when the sources have retired on nobody begins to wait for us. Whoever waits
     * is answered before they end: the kernel would let him pass.
     */
    void end() throws InterruptedException {
        policies.end();
        registration.unregister();
        watchdog.end();
        caretaker.end();
        atWork.retire();
        pipeline.release();
        gaps.end();
        pipeline.stop();
        parts.lanes().matching("").forEach(pipeline::reassign);
        driver.stop();
    }

    /** A framework is active from when all has started until it is told to stop. */
    private boolean settled() {
        return registration != null && frameworkIs(Bundle.ACTIVE);
    }

    private boolean frameworkIs(int state) {
        boolean inFramework = FrameworkUtil.getBundle(Engine.class) != null;
        return inFramework && context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == state;
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>(driver.findings());
        all.addAll(watchdog.findings());
        all.addAll(notifications.findings());
        all.addAll(PolicyFindings.of(pipeline.policy()));
        parts.contributors().matching("").forEach(c -> all.addAll(PolicyFindings.of(c)));
        return all;
    }

    /** Rung where something has changed that the engine's thread is to see to. */
    Bell bell() {
        return bell;
    }

    Vacancies vacancies() {
        return vacancies;
    }

    Notifications notifications() {
        return notifications;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    PolicyNews news() {
        return news;
    }

    Policies policies() {
        return policies;
    }
}
