/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.scan;

import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One scanner with the jobs that wait for it and the threads that call it: a scanner that hangs
 * hangs its own lane and no other. There are at most as many as the scanner takes scans at once.
 */
public final class Lane {
    private static final AtomicInteger EPOCHS = new AtomicInteger();

    private final String name;
    private final Scanner scanner;

    /** Accesses that wait go before those that only are looked at after the fact. */
    private final Queue<Job> urgent = new ConcurrentLinkedQueue<>();

    private final Queue<Job> later = new ConcurrentLinkedQueue<>();

    /** Called once for each entry of either queue. */
    private final Bench bench = new Bench();

    private final AtomicInteger queued = new AtomicInteger();
    private final ScannerStatus broken;
    private final Crew crew;
    private final Runnable renewed;
    private volatile Epoch epoch;
    private volatile boolean retired;

    /** What is told of a scanner that has gone; {@code null} while it is there. */
    private volatile ScannerStatus vacancy;

    private record Epoch(ScannerStatus status, int number) {}

    /** A scan that waits for a thread. It may stand in the queue more than once. */
    public interface Job {
        /** True for one caller only, who must {@link #run} it or see to it otherwise. */
        boolean begin();

        /** Scans. Does not throw. */
        void run();
    }

    /**
     * @param patience how long a scan may take before its thread is written off
     */
    public Lane(String name, Scanner scanner, Duration patience) {
        this(name, scanner, patience, () -> {});
    }

    /**
     * @param renewed is run by whoever notices that a new epoch has begun, reader threads among
     *     them: it neither waits nor throws
     */
    public Lane(String name, Scanner scanner, Duration patience, Runnable renewed) {
        this.name = name;
        this.renewed = renewed;
        this.scanner = scanner;
        this.crew = new Crew(name, this::thread, this::takeTurn, patience);
        this.broken =
                new ScannerStatus(
                        ScannerStatus.State.DOWN,
                        "",
                        "scanner " + name + " cannot tell how it is; update or remove its bundle",
                        1,
                        Set.of());
        this.epoch = new Epoch(status(), EPOCHS.incrementAndGet());
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "nacre-scan-" + name);
        thread.setDaemon(true);
        return thread;
    }

    public String name() {
        return name;
    }

    public Scanner scanner() {
        return scanner;
    }

    /** How the scanner is; one that cannot even tell that is down. */
    public ScannerStatus status() {
        ScannerStatus gone = vacancy;
        if (gone != null) {
            return gone;
        }
        try {
            ScannerStatus status = scanner.status();
            return status == null ? broken : status;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return broken;
        }
    }

    /** Whether it is to be considered at all. */
    public boolean present() {
        return !retired && status().state() != ScannerStatus.State.ABSENT;
    }

    /** The number of the epoch that verdicts given now belong to. Costs a comparison. */
    public int epoch() {
        ScannerStatus status = status();
        Epoch known = epoch;
        if (known.status == status) {
            return known.number;
        }
        int number = renew(status);
        if (number != known.number) {
            renewed.run();
        }
        return number;
    }

    private synchronized int renew(ScannerStatus status) {
        if (epoch.status != status) {
            boolean same = epoch.status.epoch().equals(status.epoch());
            epoch = new Epoch(status, same ? epoch.number : EPOCHS.incrementAndGet());
        }
        return epoch.number;
    }

    /**
     * Lets a job wait for a thread. Called by reader threads. Submitting it again as a {@code
     * first} one moves it to the front: the entry that stays behind is passed over.
     *
     * @return false where the lane has ended and the job, now begun, is the caller's
     */
    public boolean submit(Job job, boolean first) {
        queued.incrementAndGet();
        (first ? urgent : later).add(job);
        bench.call();
        // Either this thread or the one that ends the lane sees the other's work.
        return !retired || !job.begin();
    }

    /** Has threads at work where there are none, or too few. Not for reader threads. */
    public void staff() {
        if (!gone()) {
            crew.staff(status().parallelism());
        }
    }

    private void takeTurn(Runnable begins) throws InterruptedException {
        bench.await();
        Job job = poll();
        if (job != null && job.begin()) {
            begins.run();
            job.run();
        }
    }

    /** How many threads the scanner has taken and not given back. */
    public int writtenOff() {
        return crew.writtenOff();
    }

    private Job poll() {
        Job job = urgent.poll();
        if (job == null) {
            job = later.poll();
        }
        if (job != null) {
            queued.decrementAndGet();
        }
        return job;
    }

    /** How many entries wait for a thread. */
    public int queued() {
        return queued.get();
    }

    /** Whether the scanner has gone: what it says from then on is no verdict, but for infected. */
    public boolean gone() {
        return retired || vacancy != null;
    }

    /**
     * The scanner has gone, and may be back in a moment. What waits for it waits on, and what comes
     * joins that, until this lane is {@link #retire retired}; what is known to be clean stays so.
     * Scans under way are interrupted.
     */
    public void vacate() {
        ScannerStatus last = status();
        vacancy =
                new ScannerStatus(
                        ScannerStatus.State.DOWN,
                        last.epoch(),
                        "scanner "
                                + name
                                + " was stopped; for a moment it is waited for. Start its bundle",
                        last.parallelism(),
                        last.processes());
        crew.dismiss();
    }

    /**
     * Ends its threads; those in a scan end after it, or are interrupted in it.
     *
     * @return the jobs that no thread has begun, for another lane
     */
    public List<Job> retire() {
        retired = true;
        crew.dismiss();
        List<Job> left = new ArrayList<>();
        for (Job job = poll(); job != null; job = poll()) {
            if (job.begin()) {
                left.add(job);
            }
        }
        return left;
    }
}
