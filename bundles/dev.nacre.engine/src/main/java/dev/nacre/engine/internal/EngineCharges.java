/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.Stall;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.progress.Culprits;
import dev.nacre.engine.internal.progress.Watchdog;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The threads of the engine that the watchdog looks after. */
record EngineCharges(
        SourcesAtWork sources, Pipeline pipeline, Culprits culprits, Caretaker caretaker)
        implements Watchdog.Charges {
    @Override
    public List<Stall> relieve(Predicate<Thread> allows) {
        return sources.relieve(allows);
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
    public Thread engine() {
        return caretaker.thread();
    }

    @Override
    public long engineSteps() {
        return caretaker.steps();
    }
}
