/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.watch.Fallback;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.Decision;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Exemption;
import dev.nacre.engine.internal.status.Tally;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way of an event.
 *
 * <p><b>Ownership</b> of a file event, that is of its descriptor and of the answer the kernel waits
 * for:
 *
 * <ul>
 *   <li>The source owns it until {@link #accept}; what {@link #settles} says is settled never
 *       becomes one.
 *   <li>{@code accept} settles it on the reader thread (outside, filtered, too large, found clean
 *       before): answered, then closed, here. Else it becomes a {@link Waiter} and belongs to
 *   <li>{@link QuietPeriods}, for writes whose scan can wait, until the period is over; then to
 *   <li>a {@link ScanJob} in the {@link ScanQueue}, until the job is finished; a deadline may
 *       answer it meanwhile, and does not close it; then to
 *   <li>{@link Settlement}, which answers by the verdict, acts on the file, and closes it.
 * </ul>
 *
 * <p>Reader threads run {@code settles} and {@code accept}: nothing in them opens a file, logs, or
 * waits for a lock that is held over a call outside this package.
 */
public final class Pipeline implements EventSink {
    /** S_IFMT and S_IFREG, inode(7). */
    private static final int TYPE_MASK = 0170000;

    private static final int REGULAR = 0100000;

    private final int ownPid = (int) ProcessHandle.current().pid();
    private final VerdictCache cache;
    private final Tally tally;
    private final Deadlines deadlines = new Deadlines();
    private final Horizon horizon;
    private final Rescan rescan;
    private final ScanQueue queue;
    private final QuietPeriods quiet;
    private final KernelTier kernel;
    private final Arrivals arrivals;
    private volatile Policy policy = new Policy(0, List.of(), Map.of());

    /**
     * @param capacity how many accesses may wait for a verdict at once
     * @param quarantine gives null where there is none
     */
    public Pipeline(
            int capacity,
            VerdictCache cache,
            Tally tally,
            FileOpener opener,
            Supplier<Quarantine> quarantine,
            Notifications notifications,
            InstantSource clock) {
        this.cache = cache;
        this.tally = tally;
        this.kernel = new KernelTier(cache, tally);
        this.horizon = new Horizon(clock.millis());
        this.rescan = new Rescan(tally, opener, horizon);
        this.queue = new ScanQueue(capacity, tally, deadlines, rescan);
        this.quiet = new QuietPeriods(queue, capacity);
        Dealt dealt = new Dealt();
        this.arrivals = new Arrivals(cache, tally, quiet, rescan, horizon, dealt);
        Settlement settlement =
                new Settlement(tally, quarantine, notifications, rescan, dealt, clock);
        TimestampTrust timestamps = new TimestampTrust(clock);
        queue.serve(new ScanTask(cache, tally, timestamps, settlement, queue), this::judgeAnew);
    }

    /** Starts the threads that keep time. */
    public void start() {
        deadlines.start();
        quiet.start();
        rescan.start(this, this::hasRoom);
    }

    private boolean hasRoom() {
        Lane lane = policy.watches().isEmpty() ? null : policy.watches().get(0).lane();
        return lane != null
                && !quiet.rushes()
                && queue.hasRoom()
                && lane.status().state() == ScannerStatus.State.UP
                && lane.queued() < lane.status().parallelism() * 4;
    }

    /** Lets all go that wait now, by {@code onError}: the end takes a while. */
    public void release() {
        deadlines.answerAll(UnscannedReason.SHUTDOWN);
    }

    /**
     * Ends: all that waits, and what still comes, is answered by {@code onError} and closed. The
     * source must have been told to watch nothing.
     */
    public void stop() {
        rescan.end();
        for (Waiter waiter : quiet.end()) {
            tally.unscanned(UnscannedReason.SHUTDOWN);
            waiter.close();
        }
        queue.close();
        deadlines.end();
    }

    public Policy policy() {
        return policy;
    }

    /** From the next event on, this is the policy. */
    public void use(Policy next) {
        policy = next;
    }

    /** Gives the jobs of a lane that has ended to the scanners chosen now. */
    public void reassign(Lane ended) {
        ended.retire().forEach(queue::reassign);
    }

    private void judgeAnew(Waiter waiter) {
        if (policy.decide(waiter.event()) instanceof Decision.Scan scan) {
            queue.resubmit(List.of(waiter.under(scan.watch())));
        } else {
            waiter.answer(true);
            waiter.close();
        }
    }

    /** How many accesses wait for a verdict. */
    public int waiting() {
        return queue.waiting();
    }

    /**
     * Answers, by {@code onError}, what should have been answered at its deadline and was not.
     *
     * @return how many
     */
    public int relieveDeadlines() {
        return deadlines.relieve(System.nanoTime());
    }

    /** The thread whose work {@link #relieveDeadlines} does where it does not. */
    public Thread deadlineKeeper() {
        return deadlines.thread();
    }

    /** How many files are to be scanned as soon as there is a scanner. */
    public int toBeRescanned() {
        return rescan.size();
    }

    /** Before any filter: whoever wrote it, it is other content now. */
    @Override
    public void written(long device, long inode) {
        cache.forget(device, inode);
        kernel.cool(device, inode);
    }

    @Override
    public boolean settles(
            AccessKind kind,
            boolean permission,
            int pid,
            int mode,
            long device,
            long inode,
            long size,
            long modified,
            long changed) {
        tally.events.increment();
        if (permission) {
            tally.permissionEvents.increment();
        }
        if (pid == ownPid) {
            // Before any other part is asked: it might make this very access.
            tally.exempt(Exemption.OWN);
            return true;
        }
        Policy now = policy;
        Lane lane = now.commonLane();
        if ((mode & TYPE_MASK) != REGULAR) {
            tally.exempt(Exemption.NOT_REGULAR);
        } else if (size == 0) {
            tally.exempt(Exemption.EMPTY);
        } else if (lane != null && lane.status().processes().contains(pid)) {
            tally.exempt(Exemption.SCANNER);
        } else if (lane != null
                && cache.contains(device, inode, size, modified, changed, lane.epoch())) {
            if (kernel.wants(now, kind, permission, device, inode)) {
                return false;
            }
            tally.cacheHits.increment();
        } else {
            return false;
        }
        return true;
    }

    @Override
    public boolean holds(FileIdentity file) {
        return kernel.holds(policy, file);
    }

    /** As {@link KernelTier#epoch}. */
    public int kernelEpoch() {
        return kernel.epoch(policy);
    }

    @Override
    public void accept(FileEvent event) {
        Policy now = policy;
        if (kernel.leaves(now, event)) {
            return;
        }
        Decision decision;
        try {
            decision = now.decide(event);
        } catch (RuntimeException e) {
            tally.unscanned(UnscannedReason.SCAN_FAILED);
            pass(event);
            return;
        }
        if (decision instanceof Decision.Scan scan) {
            scan(event, scan.watch());
        } else if (decision instanceof Decision.TooLarge large) {
            unscanned(event, UnscannedReason.TOO_LARGE, large.watch().watch().oversize());
        } else {
            exempt(decision);
            pass(event);
        }
    }

    private void exempt(Decision decision) {
        if (decision instanceof Decision.Filtered filtered) {
            filtered.filter().countExempted();
            tally.exempt(Exemption.FILTERED);
        } else {
            tally.exempt(
                    decision instanceof Decision.OtherAccess
                            ? Exemption.OTHER_ACCESS
                            : Exemption.OUTSIDE);
        }
    }

    @Override
    public boolean wants(Access arrival, FileIdentity file, Location from) {
        Policy now = policy;
        Decision decision = now.decide(arrival);
        if (decision instanceof Decision.Scan scan) {
            return !arrivals.settles(now, scan.watch(), arrival, file, from);
        }
        if (decision instanceof Decision.TooLarge large) {
            return !arrivals.settlesLarge(now, large.watch(), arrival, from);
        }
        exempt(decision);
        return false;
    }

    @Override
    public void folderArrived(Location folder, Location from) {
        arrivals.take(policy, folder, from);
    }

    private void unscanned(FileEvent event, UnscannedReason reason, Fallback word) {
        boolean allow = word == Fallback.ALLOW;
        tally.unscanned(reason);
        if (event.answer(allow) && !allow) {
            tally.denied.increment();
        }
        event.close();
    }

    private static void pass(FileEvent event) {
        event.answer(true);
        event.close();
    }

    private void scan(FileEvent event, GuardedWatch watch) {
        if (event.permission() && !watch.watch().prevention()) {
            // Another watch on the same file system asked for it; the notification comes besides.
            tally.exempt(Exemption.OTHER_ACCESS);
            pass(event);
        } else if (isScanner(event.pid(), watch)) {
            tally.exempt(Exemption.SCANNER);
            pass(event);
        } else if (isKnown(event, watch)) {
            tally.cacheHits.increment();
            pass(event);
        } else if (!event.readable()) {
            unscanned(event, UnscannedReason.UNREADABLE, watch.watch().onError());
        } else {
            long now = System.nanoTime();
            Waiter waiter =
                    new Waiter(event, watch, tally, start(event, watch, now), pageOf(event));
            if (!defer(waiter, now)) {
                queue.submit(waiter, event.identity());
            }
        }
    }

    /** It may have waited already; but half of its time is for the scan. */
    private static long start(FileEvent event, GuardedWatch watch, long now) {
        return now - Math.min(now - event.arrived(), watch.watch().deadline().toNanos() / 2);
    }

    private Horizon.Page pageOf(FileEvent event) {
        return event instanceof RescanEvent after ? after.page().retain() : horizon.enter();
    }

    private static boolean isScanner(int pid, GuardedWatch watch) {
        Lane lane = watch.lane();
        return lane != null && lane.status().processes().contains(pid);
    }

    /**
     * For watches that do not share their scanner with all others, and files whose times do not
     * show each change: {@link #settles} left them out.
     */
    private boolean isKnown(FileEvent event, GuardedWatch watch) {
        FileIdentity file = event.identity();
        Lane lane = watch.lane();
        if (lane == null || !watch.caches()) {
            return false;
        }
        int epoch = lane.epoch();
        return cache.contains(file, epoch)
                || cache.contains(file, VerdictCache.whileUnwritten(epoch))
                        && event.trace() != ChangeTrace.NONE;
    }

    private boolean defer(Waiter waiter, long now) {
        if (waiter.event() instanceof RescanEvent) {
            return false;
        }
        return switch (waiter.event().kind()) {
            case MODIFY -> quiet.take(waiter, true, now);
            case CLOSE_WRITE -> quiet.take(waiter, false, now);
            case ARRIVE -> arrivals.putsOff(waiter, queue);
            default -> false;
        };
    }

    @Override
    public void lost(String reason) {
        tally.unscanned(UnscannedReason.LOST);
        horizon.lose();
    }

    /** The way in for what a gap has hidden. */
    public CatchUp catchUp() {
        return new CatchUp(this, horizon, arrivals);
    }
}
