/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.status.Tally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds out what holds up a thread, and what to answer in its place where it takes accesses. */
public final class Culprits {
    /**
     * At how many looks in a row, a second each, a thread may be in one call of a filter. At more
     * than a source needs to relieve one of its own.
     */
    static final int PATIENCE = 6;

    private final Supplier<Policy> policy;
    private final Tally tally;
    private final Map<Thread, BoundFilter> lingering = new HashMap<>();

    public Culprits(Supplier<Policy> policy, Tally tally) {
        this.policy = policy;
        this.tally = tally;
    }

    /**
     * Whether the access is allowed that this thread is held up by: by the watch for which a filter
     * is being asked; else by the strictest of all, as it is not known whose access it is. Counts
     * it; a filter that the thread is in is asked no more. Waits for nothing.
     */
    public boolean allows(Thread held) {
        tally.unscanned(UnscannedReason.STALLED);
        Policy now = policy.get();
        for (int i = 0; i < now.watches().size(); i++) {
            GuardedWatch watch = now.watches().get(i);
            for (int j = 0; j < watch.filters().size(); j++) {
                BoundFilter filter = watch.filters().get(j);
                Watch asked = filter.watchOf(held);
                if (asked != null) {
                    filter.holdsUp(held);
                    return asked.onError() == Fallback.ALLOW;
                }
            }
        }
        return now.allowsUnseen();
    }

    /**
     * All threads that a filter holds up, those too that nobody waits for: that look at what has
     * arrived, or has changed unseen. Such a filter is asked no more. Waits for nothing; for one
     * thread, which calls it once a second.
     */
    public Set<Thread> lingering() {
        // One that is gone from the policy may hold a thread still.
        Set<BoundFilter> filters = new HashSet<>(lingering.values());
        for (GuardedWatch watch : policy.get().watches()) {
            filters.addAll(watch.filters());
        }
        lingering.clear();
        for (BoundFilter filter : filters) {
            for (Thread thread : filter.lingering(PATIENCE)) {
                filter.holdsUp(thread);
                lingering.put(thread, filter);
            }
        }
        return Set.copyOf(lingering.keySet());
    }
}
