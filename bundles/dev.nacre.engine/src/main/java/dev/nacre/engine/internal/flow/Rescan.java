/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers by name what had to be let pass, and scans it as soon as that can be done. A file that
 * is gone by then needs no scan. Bounded: what does not fit is counted as lost, and found by its
 * ctime.
 */
final class Rescan {
    private static final Logger LOG = LoggerFactory.getLogger(Rescan.class);
    private static final int CAPACITY = 100_000;
    private static final int BATCH = 64;

    /** Between looks, and before a file that came back is offered again. */
    private static final long PAUSE_NANOS = 250_000_000;

    /** After some were offered: by then the scanner may be through with them. */
    private static final long ROOM_NANOS = 5_000_000;

    /**
     * What is kept of an access; its page stays open as long.
     *
     * @param due when it may be offered, of {@link System#nanoTime}
     */
    private record Kept(AccessKind kind, Horizon.Page page, long due) {}

    private final Map<BytePath, Kept> files = new LinkedHashMap<>();
    private final Tally tally;
    private final FileOpener opener;
    private final Horizon horizon;
    private final Thread thread = new Thread(this::run, "nacre-rescan");
    private BooleanSupplier ready = () -> false;
    private EventSink sink;
    private volatile boolean ended;

    Rescan(Tally tally, FileOpener opener, Horizon horizon) {
        this.tally = tally;
        this.opener = opener;
        this.horizon = horizon;
    }

    /**
     * @param sink takes the files as events
     * @param ready whether there is room and a scanner for more
     */
    void start(EventSink sink, BooleanSupplier ready) {
        this.sink = sink;
        this.ready = ready;
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /**
     * Keeps a file in mind; its event stays the caller's. Called by reader threads: a short lock.
     */
    void remember(Waiter waiter) {
        Location location = waiter.event().location();
        if (location.path() == null || !location.ours()) {
            if (location.path() != null && !location.deleted()) {
                // The name is of another mount namespace; in ours the file is found by its ctime.
                horizon.lose();
            }
            return;
        }
        boolean cameBack = waiter.event() instanceof RescanEvent;
        long due = System.nanoTime() + (cameBack ? PAUSE_NANOS : 0);
        boolean room;
        synchronized (files) {
            room = files.size() < CAPACITY;
            if (room && !files.containsKey(location.canonical())) {
                Kept kept = new Kept(waiter.event().kind(), waiter.page().retain(), due);
                files.put(location.canonical(), kept);
            }
        }
        if (!room) {
            tally.unscanned(UnscannedReason.LOST);
            horizon.lose();
        }
    }

    /** Whether a file is kept in mind by this canonical name. */
    boolean holds(BytePath canonical) {
        synchronized (files) {
            return files.containsKey(canonical);
        }
    }

    /** How many files are kept in mind. */
    int size() {
        synchronized (files) {
            return files.size();
        }
    }

    /** As soon as there is room again, where there was a moment ago; else now and then. */
    private void run() {
        long pause = PAUSE_NANOS;
        while (!ended) {
            LockSupport.parkNanos(this, pause);
            pause = Math.min(PAUSE_NANOS, 2 * pause);
            while (!ended && size() > 0 && ready.getAsBoolean() && offerSome()) {
                pause = ROOM_NANOS;
            }
        }
    }

    /** Returns false where none is due. */
    private boolean offerSome() {
        List<Map.Entry<BytePath, Kept>> some = takeDue(System.nanoTime());
        some.forEach(file -> offer(file.getKey(), file.getValue()));
        return !some.isEmpty();
    }

    private List<Map.Entry<BytePath, Kept>> takeDue(long now) {
        List<Map.Entry<BytePath, Kept>> due = new ArrayList<>();
        synchronized (files) {
            var all = files.entrySet().iterator();
            while (all.hasNext() && due.size() < BATCH) {
                Map.Entry<BytePath, Kept> file = all.next();
                if (file.getValue().due - now <= 0) {
                    due.add(Map.Entry.copyOf(file));
                    all.remove();
                }
            }
        }
        return due;
    }

    private void offer(BytePath path, Kept kept) {
        try {
            OpenFile file = opener.open(path);
            sink.accept(
                    new RescanEvent(
                            file,
                            file.identify(),
                            kept.kind,
                            new Location(path, path, true),
                            kept.page,
                            Fate.UNASKED));
        } catch (IOException e) {
            LOG.debug("No longer to be scanned: {}", e.getMessage());
        } finally {
            kept.page.leave();
        }
    }
}
