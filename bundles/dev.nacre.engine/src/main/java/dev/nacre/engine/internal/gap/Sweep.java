/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles.Visitor;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.engine.internal.flow.CatchUp;
import dev.nacre.engine.internal.flow.Fate;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what is found, no faster than it can be scanned beside all else. One thread visits;
 * what becomes of the files is told by any.
 */
final class Sweep implements Visitor, Fate {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** Failures beyond this many are counted and not named. */
    private static final int MOST_NAMED = 20;

    private static final long PROGRESS_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** How long to wait before looking again whether to go on. */
    private static final long PAUSE_MILLIS = 100;

    /** Who takes over what is found. */
    interface Taker {
        void take(OpenFile file, BytePath path, Fate fate);
    }

    private final CatchUp catchUp;
    private final Taker taker;
    private final BooleanSupplier ended;
    private final String what;
    private long told = System.nanoTime();
    private boolean over;
    private BytePath at;
    private long folders;
    private long files;
    private long failures;
    private long infected;
    private int underWay;

    /**
     * @param what which folders and since when, for people
     */
    Sweep(CatchUp catchUp, Taker taker, String what, BooleanSupplier ended) {
        this.catchUp = catchUp;
        this.taker = taker;
        this.what = what;
        this.ended = ended;
    }

    /**
     * Without a scanner nothing would come of it. Once false it stays so: what was not handed over
     * then has been left out.
     */
    @Override
    public synchronized boolean goesOn() {
        over |= ended.getAsBoolean() || catchUp.room() == 0;
        return !over;
    }

    @Override
    public void folder(BytePath path) {
        if (enter(path)) {
            LOG.info("{}", this);
        }
    }

    /** Returns whether it is time to tell how far this has come. */
    private synchronized boolean enter(BytePath path) {
        at = path;
        folders++;
        boolean due = System.nanoTime() - told > PROGRESS_NANOS;
        if (due) {
            told = System.nanoTime();
        }
        return due;
    }

    @Override
    public void changed(BytePath path, OpenFile file) {
        if (awaitRoom()) {
            taker.take(file, path, this);
        } else {
            CatchUp.discard(file);
        }
    }

    private synchronized boolean awaitRoom() {
        boolean room = awaitFewerThan(catchUp::room);
        if (room) {
            underWay++;
            files++;
        }
        return room;
    }

    /** Waits until what was handed over is settled; returns false where something was left out. */
    boolean awaitEnd() {
        return awaitFewerThan(() -> 1);
    }

    private synchronized boolean awaitFewerThan(IntSupplier limit) {
        while (goesOn() && underWay >= limit.getAsInt()) {
            try {
                wait(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                over = true;
            }
        }
        return !over;
    }

    @Override
    public void failed(BytePath path, String why) {
        long count;
        synchronized (this) {
            count = ++failures;
        }
        if (count <= MOST_NAMED) {
            LOG.warn("What changed in {} cannot be looked at: {}", path, why);
        }
    }

    @Override
    public synchronized void infected() {
        infected++;
    }

    @Override
    public synchronized void closed() {
        underWay--;
        notifyAll();
    }

    /** The result, for people. */
    synchronized String result() {
        return "Found %d files in %s, in %d folders: %d infected%s"
                .formatted(
                        files,
                        what,
                        folders,
                        infected,
                        failures == 0 ? "" : "; %d could not be looked at".formatted(failures));
    }

    /** How far it has come, for people. */
    @Override
    public synchronized String toString() {
        return "looking for files in %s: %d found in %d folders so far, now in %s"
                .formatted(what, files, folders, at);
    }
}
