/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles;
import dev.nacre.engine.internal.flow.ArrivedFolder;
import dev.nacre.engine.internal.flow.CatchUp;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through folders that were moved to where they are, one after the other, on a thread of its
 * own: a sweep of a gap may take hours.
 */
final class Newcomers {
    private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

    /** How long to wait for a folder, and for a scanner. */
    private static final long PAUSE_MILLIS = 250;

    /** As for {@link Sweeper}. */
    private static final long END_MILLIS = 2000;

    private final ChangedFiles files;
    private final CatchUp catchUp;
    private final Thread thread = new Thread(this::run, "nacre-arrivals");
    private volatile boolean ended;
    private volatile Sweep current;

    Newcomers(ChangedFiles files, CatchUp catchUp) {
        this.files = files;
        this.catchUp = catchUp;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void end() throws InterruptedException {
        ended = true;
        LockSupport.unpark(thread);
        thread.join(END_MILLIS);
    }

    /** What is under way. */
    Optional<Sweep> current() {
        return Optional.ofNullable(current);
    }

    private void run() {
        try {
            while (!ended) {
                ArrivedFolder folder = catchUp.nextArrived(PAUSE_MILLIS);
                if (folder != null) {
                    goThrough(folder);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Ended while waiting for a folder");
        }
    }

    /** Where the host ends meanwhile it is never done: the next start looks again. */
    private void goThrough(ArrivedFolder folder) {
        boolean done = false;
        while (!ended && !done) {
            if (catchUp.room() == 0) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            } else {
                done = isGoneThrough(folder);
            }
        }
        if (done) {
            folder.done().run();
        }
    }

    private boolean isGoneThrough(ArrivedFolder folder) {
        String what = folder.path() + ", which has arrived";
        Sweep sweep =
                new Sweep(
                        catchUp,
                        (file, path, fate) ->
                                catchUp.arrived(file, path, origin(folder, path), fate),
                        what,
                        () -> ended);
        current = sweep;
        try {
            boolean whole = files.visit(folder.path(), Long.MIN_VALUE, sweep) & sweep.awaitEnd();
            LOG.info(
                    "{}{}",
                    sweep.result(),
                    whole ? "" : "; not finished, it is begun anew as soon as a scanner is there");
            return whole;
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("{} cannot be gone through; nacre scan {} does", what, folder.path(), e);
            return true;
        } finally {
            current = null;
        }
    }

    /** Where a file of the folder was before. */
    private static Location origin(ArrivedFolder folder, BytePath path) {
        Location from = folder.from();
        if (from == null || !path.isWithin(folder.path())) {
            return null;
        }
        byte[] bytes = path.bytes();
        int start = folder.path().length() + 1;
        BytePath rest = BytePath.of(Arrays.copyOfRange(bytes, start, bytes.length));
        return new Location(from.path().resolve(rest), from.canonical().resolve(rest), from.ours());
    }
}
