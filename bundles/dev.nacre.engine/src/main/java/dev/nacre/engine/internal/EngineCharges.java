/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.Stall;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.progress.Culprits;
import dev.nacre.engine.internal.progress.Watchdog;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The threads of the engine that the watchdog looks after.
 *
 * @param steps grows as long as {@code engine} gets on
 */
record EngineCharges(
        SourceDriver driver,
        Pipeline pipeline,
        Culprits culprits,
        Thread engine,
        LongSupplier steps)
        implements Watchdog.Charges {
    @Override
    public List<Stall> relieve(Predicate<Thread> allows) {
        return driver.relieve(allows);
    }

    @Override
    public Set<Thread> lingering() {
        return culprits.lingering();
    }

    @Override
    public int relieveDeadlines() {
        return pipeline.relieveDeadlines();
    }

    @Override
    public Thread deadlineKeeper() {
        return pipeline.deadlineKeeper();
    }

    @Override
    public long engineSteps() {
        return steps.getAsLong();
    }
}
