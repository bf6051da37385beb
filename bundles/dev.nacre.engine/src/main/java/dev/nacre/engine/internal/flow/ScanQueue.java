/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.engine.internal.scan.Lane;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Gathers the accesses that wait for a scan: one file, one scan. Bounded by the number of accesses,
 * as each holds a descriptor.
 *
 * <p><b>Ownership.</b> {@link #submit} takes the waiter over: it either stands in a job, whose
 * {@link #finish} hands it on, or is settled and closed here.
 */
final class ScanQueue {
    /** The part of the room that those may take whom nobody waits for. */
    private static final int BACKGROUND = 4;

    private final ConcurrentHashMap<ScanJob.Key, ScanJob> jobs = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int capacity;
    private final Tally tally;
    private final Deadlines deadlines;
    private final Rescan rescan;
    private volatile ScanTask task;
    private volatile Consumer<Waiter> judge;
    private volatile boolean closed;

    /**
     * @param capacity how many accesses may wait
     */
    ScanQueue(int capacity, Tally tally, Deadlines deadlines, Rescan rescan) {
        this.capacity = capacity;
        this.tally = tally;
        this.deadlines = deadlines;
        this.rescan = rescan;
    }

    /**
     * The queue and these need each other; they come second, before the first event.
     *
     * @param judge takes over a waiter whose scanner has ended, and decides on it anew
     */
    void serve(ScanTask task, Consumer<Waiter> judge) {
        this.task = task;
        this.judge = judge;
    }

    /** Takes over an access. Called by reader threads. */
    void submit(Waiter waiter, FileIdentity identity) {
        if (admits(waiter)) {
            enqueue(waiter, identity);
        }
    }

    /** Whether one more may wait whom nobody waits for. */
    boolean hasRoom() {
        return waiting.get() < capacity / BACKGROUND;
    }

    /** Counts a waiter in; where there is no room it is settled here. */
    private boolean admits(Waiter waiter) {
        boolean urgent = waiter.urgent();
        if (closed) {
            giveUp(waiter, UnscannedReason.SHUTDOWN);
            return false;
        }
        if (waiting.incrementAndGet() > (urgent ? capacity : capacity / BACKGROUND)) {
            waiting.decrementAndGet();
            if (urgent) {
                giveUp(waiter, UnscannedReason.QUEUE_FULL);
            } else {
                putOff(waiter);
            }
            return false;
        }
        if (urgent) {
            deadlines.add(waiter);
        }
        return true;
    }

    /** Nobody waits for it: kept in mind by its name for later, and closed. */
    void putOff(Waiter waiter) {
        rescan.remember(waiter);
        waiter.close();
    }

    private void enqueue(Waiter waiter, FileIdentity identity) {
        Lane lane = waiter.watch().lane();
        if (lane == null) {
            waiting.decrementAndGet();
            deadlines.remove(waiter);
            giveUp(waiter, UnscannedReason.SCANNER_DOWN);
            return;
        }
        ScanJob.Key key = new ScanJob.Key(identity, lane);
        while (true) {
            ScanJob fresh = new ScanJob(key, task);
            ScanJob job = jobs.putIfAbsent(key, fresh);
            if (job == null) {
                job = fresh;
            }
            if (job.attach(waiter)) {
                if (job != fresh) {
                    tally.coalesced.increment();
                }
                boolean first = waiter.urgent() && job.hurries();
                if ((job == fresh || first) && !lane.submit(job, first)) {
                    reassign(job);
                }
                return;
            }
            jobs.remove(key, job);
        }
    }

    /** For want of a verdict: answered by the watch's word, kept in mind for later, and closed. */
    private void giveUp(Waiter waiter, UnscannedReason reason) {
        waiter.answerUnscanned(reason, waiter.watch().watch().onError());
        rescan.remember(waiter);
        waiter.close();
    }

    /** Ends a job: hands over the waiters, whom the caller must settle and close. */
    List<Waiter> finish(ScanJob job) {
        jobs.remove(job.key(), job);
        List<Waiter> waiters = job.finish();
        waiters.forEach(deadlines::remove);
        waiting.addAndGet(-waiters.size());
        return waiters;
    }

    /**
     * Lets waiters that were handed over wait anew, for a scan of what the file is now. Those of
     * one file stand in their next job before it begins: else all but one would come late again,
     * and again.
     */
    void resubmit(List<Waiter> waiters) {
        Map<ScanJob.Key, List<Waiter>> together = new HashMap<>();
        for (Waiter waiter : waiters) {
            Lane lane = waiter.watch().lane();
            try {
                FileIdentity identity = waiter.event().identify();
                if (lane == null) {
                    giveUp(waiter, UnscannedReason.SCANNER_DOWN);
                } else {
                    together.computeIfAbsent(
                                    new ScanJob.Key(identity, lane), key -> new ArrayList<>())
                            .add(waiter);
                }
            } catch (IOException e) {
                giveUp(waiter, UnscannedReason.UNREADABLE);
            }
        }
        together.forEach(this::submitTogether);
    }

    private void submitTogether(ScanJob.Key key, List<Waiter> waiters) {
        ScanJob fresh = new ScanJob(key, task);
        boolean urgent = false;
        boolean empty = true;
        for (Waiter waiter : waiters) {
            if (admits(waiter)) {
                fresh.attach(waiter);
                urgent |= waiter.urgent();
                empty = false;
            }
        }
        if (empty) {
            return;
        }
        ScanJob current = jobs.putIfAbsent(key, fresh);
        if (current == null || current.hasBegun() && jobs.replace(key, current, fresh)) {
            if (!key.lane().submit(fresh, urgent && fresh.hurries())) {
                reassign(fresh);
            }
        } else {
            fresh.finish().forEach(waiter -> enqueue(waiter, key.identity()));
        }
    }

    /** Has all that wait in a job, begun by the caller, judged by whom the policy chooses now. */
    void reassign(Lane.Job job) {
        finish((ScanJob) job).forEach(judge);
    }

    /** How many accesses wait. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Ends: answers all that wait, and what still comes, by {@code onError}. Closes all but those
     * that are being scanned, which are closed with the scan.
     */
    void close() {
        closed = true;
        for (ScanJob job : jobs.values()) {
            if (job.begin()) {
                finish(job).forEach(waiter -> giveUp(waiter, UnscannedReason.SHUTDOWN));
            }
        }
        deadlines.answerAll(UnscannedReason.SHUTDOWN);
    }
}
