/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import dev.nacre.api.event.Stall;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Sees to it that accesses are answered whatever becomes of the threads that should: those that
 * take accesses, the one that keeps deadlines, the engine's own. What it can do for them it does;
 * where that does not help it ends the process, and the kernel lets go who waits.
 *
 * <p>Its thread opens nothing and does not log: whoever does may wait for the very threads that it
 * looks after.
 */
public final class Watchdog {
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Without a round for so long it does not look after anything. */
    private static final long ASLEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How many threads may be held up at once: each costs memory and a descriptor. */
    static final int MOST_HELD = 16;

    /** For how many rounds, a second each, nobody may take accesses. */
    static final int MOST_HELPLESS = 6;

    /** The engine's thread may wait so many rounds: for a slow disk, for a part that is asked. */
    static final int ENGINE_PATIENCE = 120;

    /** Those that are looked after. */
    public interface Charges {
        /** As {@link dev.nacre.api.event.EventSource#relieve}. */
        List<Stall> relieve(Predicate<Thread> allows);

        /** As {@link Culprits#lingering}. */
        Set<Thread> lingering();

        /** Answers what should have been answered by the keeper of deadlines; returns how many. */
        int relieveDeadlines();

        Thread deadlineKeeper();

        Thread engine();

        /** Grows as long as the engine's thread gets on. */
        long engineSteps();
    }

    private final Charges charges;
    private final Predicate<Thread> allows;
    private final Reports reports;
    private final Thread thread = new Thread(this::run, "nacre-watchdog");
    private final Set<Thread> held = new HashSet<>();
    private final Set<Thread> lingering = new HashSet<>();
    private int helpless;
    private boolean late;
    private long engineSteps;
    private int engineRounds;
    private volatile long lookedAt = System.nanoTime();
    private volatile List<Finding> findings = List.of();
    private volatile boolean ended;

    /**
     * @param allows as {@link Culprits#allows}
     */
    public Watchdog(Charges charges, Predicate<Thread> allows, Reports reports) {
        this.charges = charges;
        this.allows = allows;
        this.reports = reports;
    }

    public void start() {
        lookedAt = System.nanoTime();
        thread.setDaemon(true);
        thread.start();
    }

    public void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos(this, ROUND_NANOS);
            if (!ended) {
                guardedRound();
            }
        }
    }

    private void guardedRound() {
        try {
            round();
            lookedAt = System.nanoTime();
        } catch (RuntimeException | Error e) {
            // Such as no thread for who is to take over.
            reports.end("the watchdog failed: " + e);
        }
    }

    /** Whether accesses are being answered, and it sees to that. Any thread; returns at once. */
    public boolean progresses() {
        return System.nanoTime() - lookedAt < ASLEEP_NANOS
                && findings.stream().noneMatch(finding -> finding.health() == Health.DOWN);
    }

    /** What is held up now. Any thread; returns at once. */
    public List<Finding> findings() {
        return findings;
    }

    /** Looks after all once. */
    void round() {
        List<Finding> found = new ArrayList<>();
        readers(found);
        others(found);
        deadlines(found);
        engine(found);
        findings = List.copyOf(found);
    }

    private void readers(List<Finding> found) {
        List<Stall> stalls = charges.relieve(allows);
        boolean blocked = false;
        Set<Thread> now = new HashSet<>();
        for (Stall stall : stalls) {
            now.add(stall.thread());
            blocked |= !stall.relieved();
            if (held.add(stall.thread())) {
                reports.held(
                        stall.relieved()
                                ? "Held up by an access, which was answered by onError; another"
                                        + " thread takes accesses now"
                                : "Held up, and no other can take accesses meanwhile",
                        stall.thread());
            }
        }
        held.retainAll(now);
        helpless = blocked ? helpless + 1 : 0;
        if (blocked) {
            found.add(finding(Health.DOWN, "accesses are not taken, and wait"));
        } else if (!stalls.isEmpty()) {
            found.add(
                    finding(
                            Health.DEGRADED,
                            stalls.size() + " accesses hold up the threads that took them"));
        }
        if (helpless > MOST_HELPLESS || stalls.size() > MOST_HELD) {
            reports.end("accesses hold up the threads that take them, and others do not help");
        }
    }

    /** Nobody waits for these, and no other does their work. */
    private void others(List<Finding> found) {
        Set<Thread> now = new HashSet<>(charges.lingering());
        now.removeAll(held);
        for (Thread thread : now) {
            if (lingering.add(thread)) {
                reports.held("Held up by a filter, which is asked no more until then", thread);
            }
        }
        lingering.retainAll(now);
        if (!now.isEmpty()) {
            found.add(
                    finding(
                            Health.DEGRADED,
                            now.size()
                                    + " threads are held up by a filter: what has arrived, or has"
                                    + " changed unseen, may not be looked at; remove the filter's"
                                    + " bundle and restart the host"));
        }
    }

    private void deadlines(List<Finding> found) {
        int answered = charges.relieveDeadlines();
        if (answered > 0) {
            found.add(finding(Health.DEGRADED, "deadlines are kept a second late"));
            if (!late) {
                reports.held(
                        "Does not keep deadlines; it is done for it", charges.deadlineKeeper());
            }
        }
        late = answered > 0;
    }

    private void engine(List<Finding> found) {
        long now = charges.engineSteps();
        engineRounds = now == engineSteps ? engineRounds + 1 : 0;
        engineSteps = now;
        if (!charges.engine().isAlive() && !ended) {
            reports.end("the thread that sets marks and looks at health has died");
        } else if (engineRounds >= ENGINE_PATIENCE) {
            found.add(
                    finding(
                            Health.DEGRADED,
                            "the engine's thread is held up: changes of watches and mounts take no"
                                    + " effect"));
            if (engineRounds == ENGINE_PATIENCE) {
                reports.held("Held up; changes take no effect meanwhile", charges.engine());
            }
        }
    }

    private static Finding finding(Health health, String what) {
        return new Finding("progress", health, what + "; the log says by what");
    }
}
