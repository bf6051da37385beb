/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.source.fanotify.internal.LeaseTable.Lease;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Requests to close what is kept open below a folder, and not to keep anything there for a while.
 * Any thread {@link #ask asks}; the rest is for the keeper's.
 */
final class Releases {
    private static final long WAIT_SECONDS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** How many leases are looked at in a step. */
    private static final int SLICE = 64;

    private final WakeUp wakeUp;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Until when nothing is kept below a folder, by {@link System#nanoTime}. */
    private final Map<BytePath, Long> pauses = new HashMap<>();

    private Request current;
    private Iterator<Lease> rest;
    private int closed;

    private record Request(BytePath folder, CompletableFuture<Integer> closed) {}

    Releases(WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    /**
     * Waits until all below a folder is closed.
     *
     * @param folder its real path
     * @return how many files were
     */
    int ask(BytePath folder) throws IOException {
        Request request = new Request(folder, new CompletableFuture<>());
        requests.add(request);
        wakeUp.ring();
        try {
            return request.closed.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while files below " + folder + " were closed", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the files below " + folder + " were not closed in time; try again", e);
        }
    }

    /** Whether there is something to do. */
    boolean pending() {
        return current != null || !requests.isEmpty();
    }

    /** Does a little of it. */
    void step(LeaseTable table, Consumer<Lease> drop) {
        if (current == null) {
            current = requests.poll();
            if (current == null) {
                return;
            }
            pauses.put(current.folder, System.nanoTime() + PAUSE_NANOS);
            rest = table.all().iterator();
            closed = 0;
        }
        for (int i = 0; i < SLICE && rest.hasNext(); i++) {
            Lease lease = rest.next();
            if (table.of(lease.descriptor()) == lease && lies(lease.descriptor(), current.folder)) {
                drop.accept(lease);
                closed++;
            }
        }
        if (!rest.hasNext()) {
            current.closed.complete(closed);
            current = null;
        }
    }

    /** Whether a file is not to be kept at this time. */
    boolean pauses(int descriptor) {
        if (pauses.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        pauses.values().removeIf(until -> now - until > 0);
        return pauses.keySet().stream().anyMatch(folder -> lies(descriptor, folder));
    }

    private static boolean lies(int descriptor, BytePath folder) {
        BytePath path = Descriptors.path(descriptor);
        return path != null && path.isWithin(folder);
    }
}
