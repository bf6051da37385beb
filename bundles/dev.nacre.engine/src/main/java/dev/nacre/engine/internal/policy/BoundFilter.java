/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.event.Access;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.watch.Watch;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A filter with its name and its counts. What it throws stays here: it then exempts nothing. */
public final class BoundFilter {
    private final String name;
    private final Filter filter;
    private final LongAdder exempted = new LongAdder();
    private final LongAdder failed = new LongAdder();

    public BoundFilter(String name, Filter filter) {
        this.name = name;
        this.filter = filter;
    }

    public String name() {
        return name;
    }

    /** Asks the filter. Counts nothing but failures. */
    Optional<String> rule(Watch watch, Access access) {
        try {
            return filter.exempts(watch, access);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed.increment();
            return Optional.empty();
        }
    }

    /** Counts an access that it exempted. */
    public void countExempted() {
        exempted.increment();
    }

    public long exempted() {
        return exempted.sum();
    }

    /** How often it threw. */
    public long failed() {
        return failed.sum();
    }
}
