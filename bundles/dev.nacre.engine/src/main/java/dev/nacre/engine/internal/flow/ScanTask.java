/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.scan.Verdict.Infected;
import dev.nacre.engine.internal.cache.VerdictCache;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a scan: has the scanner judge, makes sure what was judged, and tells all who wait. */
final class ScanTask {
    private static final Logger LOG = LoggerFactory.getLogger(ScanTask.class);

    /**
     * Above clamd's MaxScanTime, 120 s (clamd.conf(5)): the scanner's own limit is to speak first.
     */
    private static final Duration LIMIT = Duration.ofSeconds(130);

    private final VerdictCache cache;
    private final Tally tally;
    private final TimestampTrust timestamps;
    private final Settlement settlement;
    private final ScanQueue queue;

    ScanTask(
            VerdictCache cache,
            Tally tally,
            TimestampTrust timestamps,
            Settlement settlement,
            ScanQueue queue) {
        this.cache = cache;
        this.tally = tally;
        this.timestamps = timestamps;
        this.settlement = settlement;
        this.queue = queue;
    }

    /**
     * A verdict.
     *
     * @param stable whether the file had the job's identity to the end
     * @param trace how a change during the scan would have been noticed
     * @param writes of the cache, before the scan
     */
    private record Judged(Verdict verdict, boolean stable, ChangeTrace trace, int writes) {}

    void run(ScanJob job) {
        Judged judged;
        try {
            judged = judge(job);
        } catch (InterruptedException e) {
            // The scanner is being taken away: the next one judges.
            queue.reassign(job);
            return;
        }
        // Whoever takes the scanner away interrupts; what is done from here on is not to be broken
        // off by that.
        Thread.interrupted();
        if (job.key().lane().gone() && !(judged.verdict instanceof Infected)) {
            queue.reassign(job);
            return;
        }
        tally.scans.increment();
        List<Waiter> waiters = queue.finish(job);
        if (waiters.isEmpty()) {
            return;
        }
        settlement.settleFirst(waiters.get(0), judged.verdict, job.key().lane().name());
        int served = served(judged, job, waiters.size());
        settlement.settleOthers(waiters.subList(1, served), judged.verdict);
        queue.resubmit(waiters.subList(served, waiters.size()));
    }

    /**
     * For how many of the waiters the verdict holds. Clean says nothing about a change that the
     * scan may not have seen: who opened the file after such a change shares its identity and is
     * scanned anew. Asked when no one can join them any more.
     */
    private int served(Judged judged, ScanJob job, int waiters) {
        if (!(judged.verdict instanceof Verdict.Clean)) {
            return waiters;
        }
        if (!judged.stable) {
            return 1;
        }
        FileIdentity file = job.key().identity();
        boolean unchanged =
                switch (judged.trace) {
                    case NONE -> false;
                    case WRITERS -> cache.writes(file.device(), file.inode()) == judged.writes;
                    case TIMES -> true;
                };
        return unchanged ? waiters : job.early();
    }

    private Judged judge(ScanJob job) throws InterruptedException {
        Lane lane = job.key().lane();
        FileContent file = job.first().event();
        try {
            int epoch = lane.epoch();
            FileIdentity before = job.key().identity();
            int writes = cache.writes(before.device(), before.inode());
            // Nobody can write it when the scan begins, and nobody can when it ends: then whoever
            // wrote in between has opened it in between, which shows. A writer that was there from
            // the start could store into a mapped page unseen, and be gone at the end.
            ChangeTrace trace = file.trace();
            Verdict verdict = ask(lane, file);
            // First that nobody can write it, then that nobody has: else a write between goes
            // unseen.
            trace = trace == ChangeTrace.NONE ? trace : file.trace();
            FileIdentity after = file.identify();
            boolean same = lane.epoch() == epoch && !lane.gone();
            boolean stable = after.equals(before) && timestamps.areFinal(file, after) && same;
            Judged judged = new Judged(verdict, stable, trace, writes);
            if (verdict instanceof Verdict.Infected) {
                cache.forget(after.device(), after.inode());
            } else if (verdict instanceof Verdict.Clean
                    && job.first().watch().caches()
                    && (stable || same && isLikeMoved(before, after))) {
                remember(after, judged, epoch);
            }
            return judged;
        } catch (IOException e) {
            return new Judged(
                    Verdict.unscanned(UnscannedReason.UNREADABLE, e.getMessage()),
                    true,
                    ChangeTrace.NONE,
                    0);
        }
    }

    /**
     * Whether a file may have been renamed during the scan, as is the way of whoever writes a file
     * under a name for the time being. If a write looks like that, who wrote reports it.
     */
    private static boolean isLikeMoved(FileIdentity before, FileIdentity after) {
        return after.changed() != before.changed()
                && after.modified() == before.modified()
                && after.size() == before.size();
    }

    private void remember(FileIdentity file, Judged judged, int epoch) {
        if (judged.trace != ChangeTrace.NONE) {
            cache.put(
                    judged.writes,
                    file.device(),
                    file.inode(),
                    file.size(),
                    file.modified(),
                    judged.stable ? file.changed() : VerdictCache.CONTENT,
                    judged.trace == ChangeTrace.TIMES ? epoch : VerdictCache.whileUnwritten(epoch));
        }
    }

    private static Verdict ask(Lane lane, FileContent file) throws InterruptedException {
        if (lane.status().state() != ScannerStatus.State.UP) {
            return Verdict.unscanned(UnscannedReason.SCANNER_DOWN, lane.status().detail());
        }
        try {
            return lane.scanner().scan(file, LIMIT);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error(
                    "Scanner {} failed on {}; the file counts as unscanned", lane.name(), file, e);
            return Verdict.unscanned(UnscannedReason.SCAN_FAILED, e.toString());
        }
    }
}
