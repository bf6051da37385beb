/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.event.Access;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A filter with its name and its counts. What it throws stays here: it then exempts nothing. Nor
 * does it while a thread that it holds up has not come back, or once it has held up too many.
 */
public final class BoundFilter {
    /** How often it may hold up a thread and be asked again, once that has come back. */
    private static final int SPARES = 2;

    private final String name;
    private final Filter filter;
    private final LongAdder exempted = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Who asks it now. */
    private final Map<Thread, Call> inside = new ConcurrentHashMap<>();

    private final Set<Thread> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger holdups = new AtomicInteger();

    /** One thread asks once. */
    private static final class Call {
        private final Watch watch;

        /** How often the watchdog has seen it. */
        private int looks;

        Call(Watch watch) {
            this.watch = watch;
        }
    }

    public BoundFilter(String name, Filter filter) {
        this.name = name;
        this.filter = filter;
    }

    public String name() {
        return name;
    }

    /** Asks the filter. Counts nothing but failures. */
    Optional<String> rule(Watch watch, Access access) {
        if (!isAsked()) {
            return Optional.empty();
        }
        Thread self = Thread.currentThread();
        inside.put(self, new Call(watch));
        try {
            return filter.exempts(watch, access);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed.increment();
            return Optional.empty();
        } finally {
            inside.remove(self);
            held.remove(self);
        }
    }

    /** As {@link Filter#spares}; for people. One that fails says nothing. */
    public Optional<String> spares(Watch watch, Access access) {
        try {
            return filter.spares(watch, access);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** As {@link Filter#folders}. */
    List<BytePath> folders(Watch watch) {
        try {
            return isAsked() ? filter.folders(watch) : List.of();
        } catch (RuntimeException | LinkageError e) {
            failed.increment();
            return List.of();
        }
    }

    /** For which watch this thread is in the filter; {@code null} where it is not. Any thread. */
    public Watch watchOf(Thread thread) {
        Call call = inside.get(thread);
        return call == null ? null : call.watch;
    }

    /**
     * Looks at who is in the filter. For one thread.
     *
     * @return those that have been in one call at more looks than this
     */
    public List<Thread> lingering(int looks) {
        List<Thread> all = new ArrayList<>();
        for (Map.Entry<Thread, Call> entry : inside.entrySet()) {
            if (++entry.getValue().looks > looks) {
                all.add(entry.getKey());
            }
        }
        return all;
    }

    /**
     * A thread that is in the filter does not come back: until it does, the filter is asked no
     * more. Said again of the same call it changes nothing. Any thread.
     */
    public void holdsUp(Thread thread) {
        if (held.add(thread)) {
            holdups.incrementAndGet();
        }
        if (!inside.containsKey(thread)) {
            held.remove(thread);
        }
    }

    /** How often it has held up a thread. */
    public int holdups() {
        return holdups.get();
    }

    /** Whether it is asked at all. */
    public boolean isAsked() {
        return held.isEmpty() && holdups.get() <= SPARES;
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
