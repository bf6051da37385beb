/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that lives between a start and a stop: the one thread that does everything, {@code
 * nacre-inotify}. Nobody waits for it, so it may open files, and load classes; but as long as it
 * stays somewhere, such as on a network file system, events pile up in the kernel.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /**
     * Rests so long after events, for more to be gathered: nobody waits. The kernel's queue takes
     * 16,384 events as it is shipped (inotify(7)).
     */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Where the thread fails it goes on after this. */
    private static final long FAULT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A small tree is watched within this; {@link #guard} waits for it. */
    private static final long GUARD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** What was told before the end is dealt with within this, or counted as lost. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventSink sink;
    private final Instance instance;
    private final Bell bell;
    private final Patrol patrol;
    private final Notices notices = new Notices();
    private final Thread thread = new Thread(this::run, "nacre-inotify");
    private List<Watch> wanted = List.of();
    private boolean asked;
    private boolean settled = true;
    private volatile boolean ended;
    private volatile SourceStatus status;

    Session(EventSink sink, long room) throws IOException {
        this.sink = sink;
        this.instance = Instance.open();
        Bell made = null;
        try {
            made = new Bell(instance);
            this.patrol = new Patrol(instance, sink, room);
            this.bell = made;
            this.status = patrol.status();
        } catch (IOException e) {
            if (made != null) {
                made.close();
            }
            instance.close();
            throw e;
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns when all is watched, or after a moment. */
    synchronized void guard(List<Watch> watches) {
        wanted = List.copyOf(watches);
        asked = true;
        settled = false;
        bell.ring();
        long end = System.nanoTime() + GUARD_NANOS;
        try {
            for (long left = GUARD_NANOS; !settled && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Watch> takeWanted() {
        boolean was = asked;
        asked = false;
        return was ? wanted : null;
    }

    private synchronized void settle() {
        if (!asked && !settled) {
            settled = true;
            notifyAll();
        }
    }

    private void run() {
        boolean busy = false;
        while (!ended) {
            try {
                busy = turn(busy);
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.error("Events of inotify could not be dealt with; what was missed is found", e);
                sink.lost("fault");
                LockSupport.parkNanos(FAULT_NANOS);
            }
        }
        finish();
    }

    /**
     * @param busy whether not to wait for anything to happen
     * @return likewise for the next turn
     */
    private boolean turn(boolean busy) throws IOException {
        if (bell.await(!busy)) {
            patrol.remount();
        }
        List<Watch> watches = takeWanted();
        if (watches != null) {
            patrol.look(watches);
            notices.tell(patrol.status());
        }
        boolean more = patrol.work();
        status = patrol.status();
        if (!more) {
            settle();
            LockSupport.parkNanos(GATHER_NANOS);
        }
        return more || patrol.isWaiting();
    }

    /** Deals with what was told until now. */
    private void finish() {
        long end = System.nanoTime() + END_NANOS;
        try {
            boolean more = true;
            while (more && System.nanoTime() - end < 0) {
                more = patrol.work() || patrol.isWaiting();
            }
            if (patrol.owes()) {
                sink.lost("ended-early");
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("Events of inotify could not be dealt with; what was missed is found", e);
            sink.lost("fault");
        }
    }

    SourceStatus status() {
        return status;
    }

    /**
     * Bounded in time. A thread that a file system does not let go keeps the descriptors, as it may
     * use them yet.
     */
    @Override
    public void close() {
        ended = true;
        bell.ring();
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(2 * END_NANOS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("The thread nacre-inotify does not end; a file system may hold it up");
            return;
        }
        bell.close();
        instance.close();
    }
}
