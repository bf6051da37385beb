/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.ChangedFiles;
import dev.nacre.engine.internal.flow.CatchUp;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes gaps, on a thread of its own: has a look at the files that changed in them. */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** At least so long, and as long as the last sweep took, it rests: losses may come often. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /**
     * Where not all changes are reported, folders are gone through this often, and in no more than
     * this part of the time.
     */
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int SHARE = 10;

    /** A file system may keep the thread from ending; the host does not wait for it. */
    private static final long END_MILLIS = 2000;

    private final ChangedFiles files;
    private final CatchUp catchUp;
    private final Moments moments;
    private final BooleanSupplier ready;
    private final Thread thread = new Thread(this::run, "nacre-sweep");
    private volatile boolean ended;
    private volatile Sweep current;
    private volatile long nextRound = System.nanoTime();

    /**
     * @param ready whether all is in place that decides about files
     */
    Sweeper(ChangedFiles files, CatchUp catchUp, Moments moments, BooleanSupplier ready) {
        this.files = files;
        this.catchUp = catchUp;
        this.moments = moments;
        this.ready = ready;
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

    /** Whether it is time to go through all that is not reported once more. */
    boolean isRested() {
        return current == null && System.nanoTime() - nextRound >= 0;
    }

    private void run() {
        long rest = System.nanoTime();
        while (!ended) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            if (System.nanoTime() - rest >= 0
                    && moments.hasGaps()
                    && catchUp.room() > 0
                    && ready.getAsBoolean()) {
                long begun = System.nanoTime();
                nextRound = begun + ROUND_NANOS;
                close(moments.take());
                nextRound =
                        System.nanoTime()
                                + Math.max(ROUND_NANOS, SHARE * (System.nanoTime() - begun));
                rest = System.nanoTime() + Math.max(REST_NANOS, System.nanoTime() - begun);
            }
        }
    }

    private void close(List<Gap> gaps) {
        boolean closed = false;
        try {
            closed = sweep(gaps);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("Looking for files that changed unseen failed; it is tried again", e);
        } finally {
            current = null;
            moments.giveBack(gaps, closed);
        }
    }

    private boolean sweep(List<Gap> gaps) throws IOException {
        List<Gap> outermost = outermost(gaps);
        String what =
                outermost.stream()
                        .map(g -> g.folder() + " changed since " + Instant.ofEpochMilli(g.since()))
                        .collect(Collectors.joining(", "));
        LOG.info("Looking for files in {}", what);
        long begun = System.nanoTime();
        Sweep sweep = new Sweep(catchUp, catchUp::offer, what, () -> ended);
        current = sweep;
        boolean whole = true;
        for (Gap gap : outermost) {
            long since = TimeUnit.MILLISECONDS.toNanos(gap.since());
            whole = whole && files.visit(gap.folder(), since, sweep);
        }
        whole &= sweep.awaitEnd();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        LOG.info(
                "{}, in {} s{}",
                sweep.result(),
                seconds,
                whole ? "" : "; not finished, it is begun anew as soon as a scanner is there");
        return whole;
    }

    private static List<Gap> outermost(List<Gap> gaps) {
        List<Gap> result = new ArrayList<>();
        for (Gap gap : gaps) {
            if (gaps.stream().noneMatch(other -> !other.equals(gap) && gap.isWithin(other))) {
                result.add(gap);
            }
        }
        return result;
    }
}
