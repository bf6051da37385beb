/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;

/**
 * What is left to the kernel: openings of files that are known to be clean and opened often. A file
 * comes up in {@link #wants} or {@link #leaves} on a reader thread; the source tells the kernel,
 * and then asks whether the verdict still {@link #holds}, as it may have ended meanwhile.
 */
final class KernelTier {
    private final VerdictCache cache;
    private final Tally tally;
    private final Heat heat = new Heat();

    KernelTier(VerdictCache cache, Tally tally) {
        this.cache = cache;
        this.tally = tally;
    }

    /** A file was written. */
    void cool(long device, long inode) {
        heat.cool(device, inode);
    }

    /** Whether this opening of a clean file is to become an event, for {@link #leaves} to take. */
    boolean wants(Policy policy, AccessKind kind, boolean permission, long device, long inode) {
        return applies(policy, kind, permission) && heat.rises(device, inode);
    }

    /** The kernel lets openings pass that would wait. */
    private static boolean applies(Policy policy, AccessKind kind, boolean permission) {
        return permission
                && (kind == AccessKind.OPEN || kind == AccessKind.EXECUTE)
                && policy.kernelLane() != null;
    }

    /**
     * Settles an opening by identity alone: of a file that {@link #wants} has chosen, or one whose
     * verdict holds while nobody writes it. False: the event is still the caller's.
     */
    boolean leaves(Policy policy, FileEvent event) {
        Lane lane = policy.kernelLane();
        if (lane == null || !applies(policy, event.kind(), event.permission())) {
            return false;
        }
        FileIdentity file = event.identity();
        int epoch = lane.epoch();
        boolean often = cache.contains(file, epoch);
        if (!often) {
            if (!cache.contains(file, VerdictCache.whileUnwritten(epoch))
                    || event.trace() == ChangeTrace.NONE) {
                return false;
            }
            often = heat.rises(file.device(), file.inode());
        }
        tally.cacheHits.increment();
        event.answer(true);
        if (often) {
            event.leave();
        } else {
            event.close();
        }
        return true;
    }

    /** Whether a file may be left to the kernel that nobody has open for writing. */
    boolean holds(Policy policy, FileIdentity file) {
        Lane lane = policy.kernelLane();
        if (lane == null) {
            return false;
        }
        int epoch = lane.epoch();
        return cache.contains(file, epoch)
                || cache.contains(file, VerdictCache.whileUnwritten(epoch));
    }

    /** The epoch of all that is left: with another one it is void. 0 where nothing is left. */
    int epoch(Policy policy) {
        Lane lane = policy.kernelLane();
        return lane == null ? 0 : lane.epoch();
    }
}
