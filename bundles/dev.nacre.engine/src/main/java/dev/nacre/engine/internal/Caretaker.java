/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.HealthMonitor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code nacre-engine}, which does everything slow: fills scanners' ranks, gives up
 * those that do not come back, chooses the event source and has it guard, looks after health. Each
 * round does what is due; then it pauses until the bell rings, a second at most.
 */
final class Caretaker {
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final long PAUSE_MILLIS = 1000;

    /** A scanner does not say when it comes up: until the first mark it is asked this often. */
    private static final long READY_PAUSE_MILLIS = 20;

    /** Nor does one say when it is back. */
    private static final long VACANT_PAUSE_MILLIS = 100;

    /**
     * How long the first mark waits for a scanner, so that a start refuses and lets pass nothing.
     */
    private static final long SCANNER_GRACE_NANOS = 5_000_000_000L;

    private final Services<Lane> lanes;
    private final Vacancies vacancies;
    private final Policies policies;
    private final Pipeline pipeline;
    private final SourcesAtWork sources;
    private final SourceDriver driver;
    private final Gaps gaps;
    private final HealthMonitor monitor;
    private final Told told;
    private final Bell bell;
    private final BooleanSupplier stopping;
    private final long started = System.nanoTime();
    private final Thread thread = new Thread(this::run, "nacre-engine");
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean ended;

    /**
     * @param stopping whether the framework is: then sources and scanners go one after the other,
     *     and whatever is at work stays so until the engine ends it
     */
    Caretaker(
            Services<Lane> lanes,
            Vacancies vacancies,
            Policies policies,
            Pipeline pipeline,
            SourcesAtWork sources,
            SourceDriver driver,
            Gaps gaps,
            HealthMonitor monitor,
            Told told,
            Bell bell,
            BooleanSupplier stopping) {
        this.lanes = lanes;
        this.vacancies = vacancies;
        this.policies = policies;
        this.pipeline = pipeline;
        this.sources = sources;
        this.driver = driver;
        this.gaps = gaps;
        this.monitor = monitor;
        this.told = told;
        this.bell = bell;
        this.stopping = stopping;
    }

    void start() {
        thread.start();
    }

    /** Ends the thread; when this returns, it has ended. */
    void end() throws InterruptedException {
        ended = true;
        bell.ring();
        thread.join();
    }

    Thread thread() {
        return thread;
    }

    /** Grows as long as the thread gets on. Any thread. */
    long steps() {
        return steps.get();
    }

    private void run() {
        while (!ended) {
            steps.incrementAndGet();
            sources.renew(pipeline.kernelEpoch());
            boolean ready = isReady();
            try {
                if (!stopping.getAsBoolean()) {
                    step(ready);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A part that the engine asked has failed; tried again soon", e);
            }
            try {
                bell.pause(pause(ready));
            } catch (InterruptedException e) {
                ended = true;
            }
        }
    }

    private long pause(boolean ready) {
        if (!ready) {
            return READY_PAUSE_MILLIS;
        }
        return vacancies.any() ? VACANT_PAUSE_MILLIS : PAUSE_MILLIS;
    }

    private boolean isReady() {
        return sources.current().isPresent()
                || System.nanoTime() - started > SCANNER_GRACE_NANOS
                || pipeline.policy().watches().stream().allMatch(PolicyFindings::canScan);
    }

    private void step(boolean ready) {
        lanes.matching("").forEach(Lane::staff);
        if (ready && vacancies.anyInVain()) {
            monitor.check();
        }
        List<Lane> left = vacancies.close();
        if (!left.isEmpty()) {
            policies.renew();
            left.forEach(pipeline::reassign);
        }
        if (ready) {
            guard();
        }
    }

    private void guard() {
        policies.exempt();
        long generation = pipeline.policy().generation();
        boolean moved = driver.drive();
        told.upTo(generation);
        if (moved) {
            policies.renew();
        }
        gaps.guarded(sources.guarded(), sources.partial());
        monitor.check();
    }
}
