/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.flow.CatchUp;
import dev.nacre.engine.internal.policy.GuardedWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sees to it that files which changed unseen are looked at: while the host did not run, while a
 * watch was not in force, where accesses were lost.
 */
@Component(service = {Gaps.class, HealthContributor.class})
public final class Gaps implements HealthContributor {
    /** Framework property: the folder of what the host keeps. */
    private static final String VAR = "nacre.var";

    private static final String SUBJECT = "gap";

    /**
     * What changed so short a time before is looked at again. An event may lie that long in the
     * kernel's queue; the time of a file may be as coarse as two seconds (FAT).
     */
    private static final long MARGIN_MILLIS = 5000;

    /** A start brings filters one after the other: what they exempt must not be touched. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ChangedFiles files;
    private final Path var;
    private final InstantSource clock;
    private volatile Running running;
    private boolean wasPartial;
    private volatile Policed policed = new Policed(0, System.nanoTime());

    /** Since when a policy has been in force, of {@link System#nanoTime}. */
    private record Policed(long generation, long since) {}

    /** What there is from start to end. */
    private record Running(
            CatchUp catchUp,
            Moments moments,
            Recorder recorder,
            Sweeper sweeper,
            Newcomers newcomers) {}

    @Activate
    public Gaps(BundleContext context, @Reference ChangedFiles files) {
        this(files, var(context), Clock.systemUTC());
    }

    /**
     * @param var the folder of what the host keeps
     */
    public Gaps(ChangedFiles files, Path var, InstantSource clock) {
        this.files = files;
        this.var = var;
        this.clock = clock;
    }

    /** The folder of what the host keeps. */
    public Path var() {
        return var;
    }

    private static Path var(BundleContext context) {
        String var = context.getProperty(VAR);
        if (var == null) {
            throw new IllegalStateException(
                    "The framework property " + VAR + " must name the folder for what is kept");
        }
        return Path.of(var);
    }

    /** Begins; before the first call of {@link #guarded}. */
    public void start(CatchUp catchUp) {
        MomentFile kept = new MomentFile(var);
        Moments moments = new Moments(Past.read(kept, clock.millis()));
        Recorder recorder = new Recorder(kept, moments);
        Sweeper sweeper = new Sweeper(files, catchUp, moments, this::isSteady);
        Newcomers newcomers = new Newcomers(files, catchUp);
        running = new Running(catchUp, moments, recorder, sweeper, newcomers);
        recorder.start();
        sweeper.start();
        newcomers.start();
    }

    private boolean isSteady() {
        return System.nanoTime() - policed.since > STEADY_NANOS;
    }

    /**
     * Takes in what is guarded now. One thread calls it after each change of that, and every second
     * or so.
     *
     * @param now canonical folders, by the watch's name
     * @param partial whether changes in some of them are not reported at all: then they are gone
     *     through again and again
     */
    public void guarded(Map<String, List<BytePath>> now, boolean partial) {
        Running parts = running;
        long generation = parts.catchUp.policy().generation();
        if (generation != policed.generation) {
            policed = new Policed(generation, System.nanoTime());
        }
        // In this order: what is lost from here on is not before the time that counts as settled.
        long time = clock.millis();
        boolean lost = parts.catchUp.takeLoss();
        lost |= partial ? parts.sweeper.isRested() : wasPartial;
        wasPartial = partial;
        long settled = parts.catchUp.settledUntil(time) - MARGIN_MILLIS;
        Set<BytePath> folders = new TreeSet<>();
        for (GuardedWatch guarded : parts.catchUp.policy().watches()) {
            Watch watch = guarded.watch();
            if (watch.catchUp()) {
                folders.addAll(now.getOrDefault(watch.name(), List.of()));
            }
        }
        if (parts.moments.see(folders, settled, lost, partial)) {
            parts.recorder.renew();
        }
    }

    /** Ends, with what was reached on record; takes some seconds at most. */
    public void end() throws InterruptedException {
        Running parts = running;
        parts.sweeper.end();
        parts.newcomers.end();
        parts.recorder.end();
    }

    @Override
    public List<Finding> findings() {
        Running parts = running;
        if (parts == null) {
            return List.of();
        }
        List<Finding> all = new ArrayList<>();
        Stream.of(parts.sweeper.current(), parts.newcomers.current())
                .flatMap(Optional::stream)
                .map(sweep -> new Finding(SUBJECT, Health.HEALTHY, sweep.toString()))
                .forEach(all::add);
        parts.recorder
                .failure()
                .map(failure -> new Finding(SUBJECT, Health.DEGRADED, failure))
                .ifPresent(all::add);
        return all;
    }
}
