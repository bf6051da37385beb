/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Gathers writes: a file that is written again and again is scanned about once a quiet period. A
 * file that was closed is scanned at once, and then again not before the period is over; one that
 * is being modified, or is written in a {@link Rush}, is scanned when the period is over. Nobody
 * waits for these scans.
 *
 * <p><b>Ownership.</b> {@link #take} takes the waiter over where it returns true: it holds the
 * event of the latest write and hands it to the scan queue when its time has come.
 */
final class QuietPeriods {
    private static final int MOST = 1024;

    /** Of what may wait for a verdict, so many times more. */
    private static final int SHARE = 4;

    private static final long TICK_NANOS = 50_000_000;

    private record File(long device, long inode) {}

    /** A file that was written lately: when its period ends, and who waits for that. */
    private static final class Period {
        private final long end;
        private Waiter held;

        Period(long end) {
            this.end = end;
        }
    }

    private final Map<File, Period> periods = new HashMap<>();
    private final ScanQueue queue;
    private final int capacity;
    private final Rush rush = new Rush();
    private final Thread thread = new Thread(this::run, "nacre-quiet");
    private volatile boolean ended;

    /**
     * @param waiting how many accesses may wait for a verdict at once, a descriptor each. Beyond a
     *     part of that many files, writes are scanned at once, and in a rush kept in mind by name:
     *     each file held costs a descriptor, too
     */
    QuietPeriods(ScanQueue queue, int waiting) {
        this.queue = queue;
        this.capacity = Math.min(MOST, waiting / SHARE);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether scans that nobody waits for are to be put off. */
    boolean rushes() {
        return rush.goesOn(System.nanoTime());
    }

    /** Ends, and gives back what was held, to be settled and closed by the caller. */
    List<Waiter> end() {
        ended = true;
        LockSupport.unpark(thread);
        synchronized (periods) {
            List<Waiter> held = new ArrayList<>();
            periods.values().stream().filter(p -> p.held != null).forEach(p -> held.add(p.held));
            periods.clear();
            return held;
        }
    }

    /**
     * Whether a scan for this write can wait. Called by reader threads: a short lock.
     *
     * @param deferFirst whether the first write of a period waits too
     * @param now of {@link System#nanoTime}
     */
    boolean take(Waiter waiter, boolean deferFirst, long now) {
        long quiet = waiter.watch().watch().quietPeriod().toNanos();
        if (quiet == 0) {
            return false;
        }
        File file = new File(waiter.event().identity().device(), waiter.event().identity().inode());
        Waiter left = null;
        boolean wake = false;
        boolean full;
        synchronized (periods) {
            Period period = periods.get(file);
            boolean rushes = period == null && rush.counts(now);
            full = period == null && periods.size() >= capacity;
            if (ended || full && !rushes) {
                return false;
            }
            if (!full) {
                wake = periods.isEmpty();
                if (period == null || period.held == null && now - period.end >= 0) {
                    period = new Period(now + quiet);
                    periods.put(file, period);
                    if (!deferFirst && !rushes) {
                        unparkIf(wake);
                        return false;
                    }
                }
                left = period.held;
                period.held = waiter;
            }
        }
        unparkIf(wake);
        if (full) {
            queue.putOff(waiter);
        } else if (left != null) {
            left.close();
        }
        return true;
    }

    /** Whether a write to this file waits here, so that the file is scanned when its time comes. */
    boolean holds(FileIdentity identity) {
        synchronized (periods) {
            Period period = periods.get(new File(identity.device(), identity.inode()));
            return period != null && period.held != null;
        }
    }

    private void unparkIf(boolean wake) {
        if (wake) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!ended) {
            boolean empty;
            synchronized (periods) {
                empty = periods.isEmpty();
            }
            if (empty) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
            release(System.nanoTime());
        }
    }

    /** Hands on all whose period is over; {@code now} of {@link System#nanoTime}. */
    void release(long now) {
        List<Waiter> due = new ArrayList<>();
        synchronized (periods) {
            Iterator<Map.Entry<File, Period>> all = periods.entrySet().iterator();
            Map<File, Period> again = new HashMap<>();
            while (all.hasNext()) {
                Map.Entry<File, Period> entry = all.next();
                Period period = entry.getValue();
                if (now - period.end >= 0) {
                    all.remove();
                    if (period.held != null) {
                        due.add(period.held);
                        long quiet = period.held.watch().watch().quietPeriod().toNanos();
                        again.put(entry.getKey(), new Period(now + quiet));
                    }
                }
            }
            periods.putAll(again);
        }
        queue.resubmit(due);
    }
}
