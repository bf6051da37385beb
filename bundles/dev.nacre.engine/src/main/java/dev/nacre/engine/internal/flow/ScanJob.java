/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileIdentity;
import dev.nacre.engine.internal.scan.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One scan, and all the accesses that wait for its verdict.
 *
 * <p><b>Ownership.</b> From {@link #attach} on the job owns the waiter. {@link #finish} hands all
 * of them to the caller, once; afterwards nothing can be attached.
 */
final class ScanJob implements Lane.Job {
    /** What is scanned by whom: accesses that agree in both share a scan. */
    record Key(FileIdentity identity, Lane lane) {}

    private final Key key;
    private final ScanTask task;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private final List<Waiter> waiters = new ArrayList<>(1);
    private int early;
    private boolean finished;

    ScanJob(Key key, ScanTask task) {
        this.key = key;
        this.task = task;
    }

    Key key() {
        return key;
    }

    /**
     * Lets one more wait for the verdict; false where the verdict is already being given. Called by
     * reader threads: the lock is held for a few instructions and never over a call outside.
     */
    synchronized boolean attach(Waiter waiter) {
        if (!finished) {
            waiters.add(waiter);
            if (!begun.get()) {
                early = waiters.size();
            }
        }
        return !finished;
    }

    /** The one whose open file is scanned. */
    synchronized Waiter first() {
        return waiters.get(0);
    }

    /**
     * How many have waited before the scan began, the first ones. The others may have come after a
     * change that the scan has not seen.
     */
    synchronized int early() {
        return early;
    }

    /**
     * Asked for a waiter that somebody waits for: true for the first of them, who moves the job to
     * the front. For each of a crowd that would wake a thread for nothing.
     */
    boolean hurries() {
        return !hurried.get() && hurried.compareAndSet(false, true);
    }

    /** Whether the scan has begun: who attaches now comes late. */
    boolean hasBegun() {
        return begun.get();
    }

    @Override
    public boolean begin() {
        return begun.compareAndSet(false, true);
    }

    @Override
    public void run() {
        task.run(this);
    }

    /**
     * Hands over all that waited, the one whose file was scanned first; empty at any later call.
     */
    synchronized List<Waiter> finish() {
        finished = true;
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        return all;
    }
}
