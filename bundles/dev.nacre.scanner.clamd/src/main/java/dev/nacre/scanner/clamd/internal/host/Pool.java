/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.internal.host.HostView.State;
import dev.nacre.scanner.clamd.internal.session.Deadline;
import dev.nacre.scanner.clamd.internal.session.Session;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * All connections that one configuration asks for. Lends them to scans; a scan waits here for a
 * free place, but not for a clamd that is known to be down.
 */
public final class Pool {
    /**
     * What a scan gets.
     *
     * @param session with a place taken; null where there is none
     * @param refusal the verdict instead; null where this pool is closed to new scans
     */
    public record Lease(Session session, Verdict refusal) {}

    private static final Lease RETIRED = new Lease(null, null);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** How many look for a free place, or are about to: else nobody is to be told of one. */
    private final AtomicInteger seeking = new AtomicInteger();

    private final Consumer<List<HostView>> board;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Thread> keepers = new ArrayList<>();
    private final ScheduledThreadPoolExecutor watchdog;
    private List<HostView> views = List.of();
    private volatile long maxFileSize;
    private boolean retired;
    private int turn;

    /**
     * @param name of the scanner
     * @param board told of how the hosts are, as soon as that is known of each
     */
    public Pool(String name, ClamdOptions options, Rhythm rhythm, Consumer<List<HostView>> board) {
        this.board = board;
        this.watchdog =
                new ScheduledThreadPoolExecutor(
                        1, task -> daemon(task, "nacre-clamd-watchdog-" + name));
        RandomGenerator random = new SecureRandom();
        for (Endpoint endpoint : options.endpoints()) {
            BackOff backOff = new BackOff(rhythm, random);
            Host host =
                    new Host(endpoint.name(), options, backOff, unknown(options), lock, new News());
            hosts.add(host);
            keepers.add(
                    daemon(
                            new Keeper(host, endpoint, options, rhythm, watchdog),
                            "nacre-clamd-keeper-" + name + "-" + endpoint.name()));
        }
        maxFileSize = largest(views());
    }

    private static Facts unknown(ClamdOptions options) {
        return new Facts(
                "",
                "",
                Integer.MAX_VALUE,
                Set.of(),
                options.surroundings().maxFileSize(),
                options.surroundings().absent());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to connect. */
    public void start() {
        keepers.forEach(Thread::start);
    }

    /** How each host is now. */
    public List<HostView> views() {
        lock.lock();
        try {
            return hosts.stream().map(Host::view).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Larger files are not sent, in bytes. */
    public long maxFileSize() {
        return maxFileSize;
    }

    private static long largest(List<HostView> views) {
        return views.stream().mapToLong(HostView::maxFileSize).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Takes a place on a connection.
     *
     * @param since only a connection that has answered after this will do, as in {@link Deadline}
     */
    public Lease lease(long since, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            seeking.incrementAndGet();
            for (long left = deadline.remaining(); !retired; left = changed.awaitNanos(left)) {
                Optional<Session> session = reserve(since);
                if (session.isPresent()) {
                    return new Lease(session.get(), null);
                }
                if (hosts.stream().noneMatch(Host::hopeful)) {
                    return new Lease(
                            null, Verdict.unscanned(UnscannedReason.SCANNER_DOWN, reasons()));
                }
                if (left <= 0) {
                    return new Lease(
                            null,
                            Verdict.unscanned(
                                    UnscannedReason.TIMED_OUT, "clamd had no free place in time"));
                }
            }
            return RETIRED;
        } finally {
            lock.unlock();
            seeking.decrementAndGet();
        }
    }

    /** Of the host with most room, in turn where several have the same. */
    private Optional<Session> reserve(long since) {
        int count = hosts.size();
        if (count == 1) {
            return hosts.get(0).reserve(since);
        }
        turn = (turn + 1) % count;
        List<Host> order = new ArrayList<>(hosts);
        Collections.rotate(order, turn);
        order.sort(Comparator.comparingDouble(host -> (double) host.busy() / host.capacity()));
        for (Host host : order) {
            Optional<Session> session = host.reserve(since);
            if (session.isPresent()) {
                return session;
            }
        }
        return Optional.empty();
    }

    private String reasons() {
        return hosts.stream()
                .map(Host::view)
                .map(view -> "clamd at " + view.name() + ": " + view.reason())
                .collect(Collectors.joining("; "));
    }

    private final class News implements Host.Listener {
        @Override
        public void freed() {
            if (seeking.get() > 0) {
                lock.lock();
                try {
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }

        @Override
        public void changed() {
            changed.signalAll();
            publish();
        }
    }

    private void publish() {
        List<HostView> now = hosts.stream().map(Host::view).toList();
        maxFileSize = largest(now);
        boolean known =
                now.stream().allMatch(HostView::settled)
                        || now.stream().anyMatch(view -> view.state() == State.READY);
        if (!retired && known && !now.equals(views)) {
            views = now;
            board.accept(now);
        }
    }

    /** Closes the pool to new scans; those that wait for a place are sent away. */
    public void retire() {
        lock.lock();
        try {
            retired = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets what is under way end, for {@code limit} at most, then closes. Returns at once. */
    public void drain(Duration limit) {
        retire();
        Deadline deadline = Deadline.in(limit);
        daemon(
                        () -> {
                            awaitIdle(deadline);
                            close();
                        },
                        "nacre-clamd-drain")
                .start();
    }

    private void awaitIdle(Deadline deadline) {
        lock.lock();
        try {
            seeking.incrementAndGet();
            long left = deadline.remaining();
            while (left > 0 && hosts.stream().anyMatch(host -> host.busy() > 0)) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
            seeking.decrementAndGet();
        }
    }

    /** Ends everything: what is under way is told so. */
    public void close() {
        retire();
        hosts.forEach(Host::close);
        watchdog.shutdownNow();
    }
}
