/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
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

    /** A verdict, and whether it holds for all that have the job's identity. */
    private record Judged(Verdict verdict, boolean stable) {}

    void run(ScanJob job) {
        Judged judged;
        try {
            judged = judge(job);
        } catch (InterruptedException e) {
            // The scanner is being taken away: the next one judges.
            queue.reassign(job);
            return;
        }
        tally.scans.increment();
        List<Waiter> waiters = queue.finish(job);
        if (waiters.isEmpty()) {
            return;
        }
        settlement.settleFirst(waiters.get(0), judged.verdict, job.key().lane().name());
        for (Waiter waiter : waiters.subList(1, waiters.size())) {
            if (judged.stable || !(judged.verdict instanceof Verdict.Clean)) {
                settlement.settleOther(waiter, judged.verdict);
            } else {
                // The file changed while it was scanned: clean then says nothing about now.
                queue.resubmit(waiter);
            }
        }
    }

    private Judged judge(ScanJob job) throws InterruptedException {
        Lane lane = job.key().lane();
        FileContent file = job.first().event();
        try {
            int epoch = lane.epoch();
            Verdict verdict = ask(lane, file);
            // First that nobody can write it, then that nobody has: else a write between goes
            // unseen.
            ChangeTrace trace = file.trace();
            FileIdentity after = file.identify();
            boolean stable =
                    after.equals(job.key().identity())
                            && timestamps.areFinal(after)
                            && lane.epoch() == epoch;
            if (stable && verdict instanceof Verdict.Clean && job.first().watch().caches()) {
                remember(after, trace, epoch);
            }
            return new Judged(verdict, stable);
        } catch (IOException e) {
            return new Judged(Verdict.unscanned(UnscannedReason.UNREADABLE, e.getMessage()), true);
        }
    }

    private void remember(FileIdentity file, ChangeTrace trace, int epoch) {
        if (trace != ChangeTrace.NONE) {
            cache.put(
                    file.device(),
                    file.inode(),
                    file.size(),
                    file.modified(),
                    file.changed(),
                    trace == ChangeTrace.TIMES ? epoch : VerdictCache.whileUnwritten(epoch));
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
