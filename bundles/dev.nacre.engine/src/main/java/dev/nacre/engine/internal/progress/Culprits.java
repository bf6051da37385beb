/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.status.Tally;
import java.util.function.Supplier;

/** Finds out what holds up a thread that takes accesses, and what to answer in its place. */
public final class Culprits {
    private final Supplier<Policy> policy;
    private final Tally tally;

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
}
