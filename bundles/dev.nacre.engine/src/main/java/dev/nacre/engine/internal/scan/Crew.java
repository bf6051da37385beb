/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.scan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that call one scanner. One of them waits in reserve for as long as there may be one
 * more: who brings a job is a reader and starts no thread, so whoever is the last to wait starts
 * the next before it scans. A thread that the scanner does not give back is interrupted, written
 * off and replaced, a few times; then the scanner has only what is left.
 */
final class Crew {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    /** How often each thread may be replaced: a written-off thread costs memory for ever. */
    private static final int SPARES = 2;

    /**
     * One turn of a thread: takes a job and does it; waits until there is one. Between the two it
     * says that it begins.
     */
    interface Turn {
        void take(Runnable begins) throws InterruptedException;
    }

    private final String name;
    private final ThreadFactory threads;
    private final Turn turn;
    private final long patience;
    private final List<Member> members = new ArrayList<>();
    private int most;
    private int writtenOff;
    private volatile boolean dismissed;

    /**
     * @param patience how long a scan may take before its thread is written off
     */
    Crew(String name, ThreadFactory threads, Turn turn, Duration patience) {
        this.name = name;
        this.threads = threads;
        this.turn = turn;
        this.patience = patience.toNanos();
    }

    private final class Member implements Runnable {
        private final Thread thread = threads.newThread(this);
        private volatile boolean busy;
        private volatile long since;
        private volatile boolean lost;

        @Override
        public void run() {
            while (!dismissed && !lost) {
                busy = false;
                try {
                    turn.take(this::begins);
                } catch (InterruptedException e) {
                    // Dismissed, or back from a scan it was written off for: the condition tells.
                    continue;
                }
            }
        }

        private void begins() {
            since = System.nanoTime();
            busy = true;
            keepReserve();
        }

        private boolean overdue(long now) {
            return busy && now - since > patience;
        }
    }

    /** Has no more threads than the scanner takes scans at once. Not for reader threads. */
    synchronized void staff(int wanted) {
        long now = System.nanoTime();
        members.removeIf(member -> !member.thread.isAlive());
        for (Member member : List.copyOf(members)) {
            if (member.overdue(now)) {
                writeOff(member);
            }
        }
        most = wanted - Math.max(0, writtenOff - SPARES * wanted);
        keepReserve();
    }

    private synchronized void keepReserve() {
        if (!dismissed && members.size() < most && members.stream().allMatch(m -> m.busy)) {
            hire();
        }
    }

    /** Does not throw, as the job of who calls it would be lost. */
    private void hire() {
        Member member = new Member();
        try {
            member.thread.start();
            members.add(member);
        } catch (OutOfMemoryError e) {
            LOG.warn(
                    "Scanner {} scans {} files at once and no more: {}. Tried again soon. Let the"
                            + " host have more tasks (systemd: TasksMax)",
                    name,
                    members.size(),
                    e.getMessage());
            most = members.size();
        }
    }

    private void writeOff(Member member) {
        LOG.error(
                "Scanner {} has not come back from a scan; its thread is written off. Update or"
                        + " remove the scanner's bundle",
                name);
        members.remove(member);
        writtenOff++;
        member.lost = true;
        member.thread.interrupt();
    }

    /** How many threads the scanner has not given back. */
    synchronized int writtenOff() {
        return writtenOff;
    }

    /** Ends all threads; those in a scan are interrupted in it. */
    synchronized void dismiss() {
        dismissed = true;
        members.forEach(member -> member.thread.interrupt());
    }
}
