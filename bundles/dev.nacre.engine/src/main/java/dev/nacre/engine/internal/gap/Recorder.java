/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the moments down every minute, at each change of what is guarded, and at the end. */
final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long END_MILLIS = 5000;

    private final MomentFile file;
    private final Moments moments;
    private final Thread thread = new Thread(this::run, "nacre-moments");
    private boolean due;
    private boolean ended;
    private volatile Optional<String> failure = Optional.empty();

    Recorder(MomentFile file, Moments moments) {
        this.file = file;
        this.moments = moments;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes soon. */
    synchronized void renew() {
        due = true;
        notifyAll();
    }

    void end() throws InterruptedException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        thread.join(END_MILLIS);
    }

    /** Why it cannot be written, and what to do. */
    Optional<String> failure() {
        return failure;
    }

    private void run() {
        boolean last;
        do {
            last = awaitTurn();
            write();
        } while (!last);
    }

    /** Returns whether it is the last one. */
    private synchronized boolean awaitTurn() {
        try {
            if (!due && !ended) {
                wait(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            ended = true;
        }
        due = false;
        return ended;
    }

    private void write() {
        try {
            file.write(moments.recorded());
            failure = Optional.empty();
        } catch (IOException e) {
            String why =
                    "%s cannot be written: %s. Make room, or the folder writable; else more files"
                                    .formatted(file.path(), e)
                            + " than needed are looked at after the next start";
            if (failure.isEmpty()) {
                LOG.error("{}", why);
            }
            failure = Optional.of(why);
        }
    }
}
