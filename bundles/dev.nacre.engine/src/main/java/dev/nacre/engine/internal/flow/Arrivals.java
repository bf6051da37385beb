/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.policy.Decision;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Exemption;
import dev.nacre.engine.internal.status.Tally;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What came to be where it is: moved, linked, created. Most of it needs no scan of its own. What is
 * written under a name for the time being, and then gets its own, was scanned when it was closed;
 * what is moved within a watch stays what it was.
 */
final class Arrivals {
    /** Folders that wait to be gone through; what is beyond is found by its ctime. */
    private static final int MOST_FOLDERS = 1000;

    private final VerdictCache cache;
    private final Tally tally;
    private final QuietPeriods quiet;
    private final Rescan rescan;
    private final Horizon horizon;
    private final Dealt dealt;
    private final BlockingQueue<ArrivedFolder> folders = new ArrayBlockingQueue<>(MOST_FOLDERS);

    Arrivals(
            VerdictCache cache,
            Tally tally,
            QuietPeriods quiet,
            Rescan rescan,
            Horizon horizon,
            Dealt dealt) {
        this.cache = cache;
        this.tally = tally;
        this.quiet = quiet;
        this.rescan = rescan;
        this.horizon = horizon;
        this.dealt = dealt;
    }

    /**
     * Whether a file that the policy would have scanned needs no scan; counts it then.
     *
     * @param from as in {@link dev.nacre.api.event.EventSink#wants}
     */
    boolean settles(
            Policy policy, GuardedWatch watch, Access arrival, FileIdentity file, Location from) {
        if (quiet.holds(file) || rescan.holds(arrival.location().canonical())) {
            tally.coalesced.increment();
            return true;
        }
        return isMoved(
                isKnown(watch, file)
                        && there(policy, arrival, from) instanceof Decision.Scan scan
                        && scan.watch() == watch);
    }

    /** Likewise for one larger than the watch has scanned: that was told when it was written. */
    boolean settlesLarge(Policy policy, GuardedWatch watch, Access arrival, Location from) {
        return isMoved(
                there(policy, arrival, from) instanceof Decision.TooLarge large
                        && large.watch() == watch);
    }

    private boolean isMoved(boolean moved) {
        if (moved) {
            tally.exempt(Exemption.MOVED);
        }
        return moved;
    }

    /** What becomes of a write where it came from. */
    private static Decision there(Policy policy, Access arrival, Location from) {
        return from == null ? Decision.OUTSIDE : policy.decide(new ThereAccess(arrival, from));
    }

    /** Each write since the verdict is reported, and voids it. */
    private boolean isKnown(GuardedWatch watch, FileIdentity file) {
        Lane lane = watch.lane();
        boolean clean = lane != null && watch.caches() && cache.containsContent(file, lane.epoch());
        return clean || dealt.holds(file);
    }

    /** In a rush nobody waits for this: it is kept in mind, and the waiter closed. */
    boolean putsOff(Waiter waiter, ScanQueue queue) {
        boolean puts = quiet.rushes();
        if (puts) {
            queue.putOff(waiter);
        }
        return puts;
    }

    /**
     * Has a folder gone through. One that was moved within a watch is left as it is, unless a
     * filter may have exempted something in it by where it was.
     */
    void take(Policy policy, Location folder, Location from) {
        Access arrival = new FolderAccess(folder);
        GuardedWatch watch = policy.decide(arrival).watch();
        if (watch == null || !watch.kinds().contains(AccessKind.ARRIVE)) {
            return;
        }
        boolean stays = watch.filters().isEmpty() && there(policy, arrival, from).watch() == watch;
        if (isMoved(stays)) {
            return;
        }
        Horizon.Page page = horizon.enter();
        if (!folders.offer(new ArrivedFolder(folder.canonical(), from, page::leave))) {
            page.leave();
            tally.unscanned(UnscannedReason.LOST);
            horizon.lose();
        }
    }

    /** The next folder to be gone through; {@code null} where none has come in this time. */
    ArrivedFolder next(long millis) throws InterruptedException {
        return folders.poll(millis, TimeUnit.MILLISECONDS);
    }
}
