/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.scanner.clamd.internal.host.HostView.State;
import dev.nacre.scanner.clamd.internal.session.Deadline;
import dev.nacre.scanner.clamd.internal.session.Session;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One clamd and its connections: what scans and the keeper share. All of it is guarded by the
 * pool's lock, which nobody holds while waiting for clamd.
 *
 * <p>Files travel on {@code sessions}. {@code control} carries none: clamd writes its answers to
 * VERSION and STATS in several pieces (clamd/session.c), between which it may put a verdict.
 */
final class Host implements Session.Owner {
    /** Told of what scans wait for. */
    interface Listener {
        /** A place may be free. Any thread, without the pool's lock. */
        void freed();

        /** The host is not as it was. Called with the pool's lock held. */
        void changed();
    }

    private final ClamdOptions options;
    private final String name;
    private final BackOff backOff;
    private final ReentrantLock lock;
    private final Condition attention;
    private final Listener listener;
    private final List<Session> sessions = new ArrayList<>();
    private Session control;
    private Facts facts;
    private State state = State.TRYING;
    private String reason = "it is being connected to";
    private boolean settled;
    private boolean everUp;
    private boolean look;
    private boolean closed;

    Host(
            String name,
            ClamdOptions options,
            BackOff backOff,
            Facts facts,
            ReentrantLock lock,
            Listener listener) {
        this.name = name;
        this.options = options;
        this.backOff = backOff;
        this.facts = facts;
        this.lock = lock;
        this.attention = lock.newCondition();
        this.listener = listener;
    }

    // What scans ask, with the lock held.

    /** Whether a scan may wait for this host. */
    boolean hopeful() {
        return state != State.DOWN;
    }

    int busy() {
        int all = 0;
        for (int i = 0; i < sessions.size(); i++) {
            all += sessions.get(i).busy();
        }
        return all;
    }

    int capacity() {
        return Math.min(options.sessions() * options.depth(), facts.maxThreads());
    }

    /** Takes a place on the connection with most of them, of those that have answered since. */
    Optional<Session> reserve(long since) {
        if (busy() >= capacity()) {
            return Optional.empty();
        }
        Session roomiest = null;
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (session.soundSince(since)
                    && (roomiest == null || session.busy() < roomiest.busy())) {
                roomiest = session;
            }
        }
        return roomiest != null && roomiest.reserve(options.depth())
                ? Optional.of(roomiest)
                : Optional.empty();
    }

    HostView view() {
        return new HostView(
                name,
                state,
                state == State.READY ? "" : reason,
                settled,
                everUp,
                facts.version(),
                facts.epoch(),
                capacity(),
                control == null ? Set.of() : facts.processes(),
                Math.min(options.maxFileSize(), facts.maxFileSize()),
                facts.absent() && !everUp);
    }

    // What sessions report, from any thread.

    @Override
    public void answered() {
        listener.freed();
    }

    @Override
    public void doubted() {
        alert();
    }

    @Override
    public void broken(Session session, String why) {
        lock.lock();
        try {
            boolean ours = sessions.remove(session);
            if (session == control) {
                control = null;
                ours = true;
            }
            if (ours) {
                reason = why;
                backOff.broke(Deadline.now());
                if (sessions.isEmpty()) {
                    state = backOff.remaining(Deadline.now()) <= 0 ? State.TRYING : State.DOWN;
                }
                alert();
                listener.changed();
            }
        } finally {
            lock.unlock();
        }
    }

    // What the keeper does, without the lock.

    /** Makes the keeper look at once. */
    void alert() {
        lock.lock();
        try {
            look = true;
            attention.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the keeper rest until something needs it, {@code nanos} at most. */
    void rest(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!look && !closed && left > 0) {
                left = attention.awaitNanos(left);
            }
            look = false;
        } finally {
            lock.unlock();
        }
    }

    /** How many connections for files are missing. */
    int missing() {
        lock.lock();
        try {
            return closed ? 0 : options.sessions() - sessions.size();
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until a missing connection should be made; empty where none is missing. */
    Optional<Long> connectIn() {
        lock.lock();
        try {
            return control != null && sessions.size() >= options.sessions()
                    ? Optional.empty()
                    : Optional.of(backOff.remaining(Deadline.now()));
        } finally {
            lock.unlock();
        }
    }

    /** Takes over the connection that carries no files. */
    void control(Session session) {
        lock.lock();
        try {
            control = session;
            backOff.connected(Deadline.now());
            session.ended().ifPresent(why -> broken(session, why));
        } finally {
            lock.unlock();
        }
    }

    Optional<Session> control() {
        lock.lock();
        try {
            return Optional.ofNullable(control);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over a connection for files. */
    void add(Session session) {
        lock.lock();
        try {
            sessions.add(session);
            backOff.connected(Deadline.now());
            state = State.READY;
            everUp = true;
            settled = true;
            session.ended().ifPresent(why -> broken(session, why));
            listener.changed();
        } finally {
            lock.unlock();
        }
    }

    /** An attempt to connect failed. */
    void failed(String why) {
        lock.lock();
        try {
            backOff.failed(Deadline.now());
            settled = true;
            if (sessions.isEmpty()) {
                state = State.DOWN;
                reason = why;
            }
            listener.changed();
        } finally {
            lock.unlock();
        }
    }

    Facts facts() {
        lock.lock();
        try {
            return facts;
        } finally {
            lock.unlock();
        }
    }

    void learn(Facts newFacts) {
        lock.lock();
        try {
            if (!facts.equals(newFacts)) {
                facts = newFacts;
                listener.changed();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Session> connections() {
        lock.lock();
        try {
            List<Session> all = new ArrayList<>(sessions);
            if (control != null) {
                all.add(control);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            attention.signalAll();
        } finally {
            lock.unlock();
        }
        connections().forEach(session -> session.end("the connection to clamd was closed"));
    }
}
