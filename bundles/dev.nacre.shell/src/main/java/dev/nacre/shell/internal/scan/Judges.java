/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.shell.internal.verb.FileTree;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has several files judged at once. The walk waits where it is too far ahead, so that the memory
 * used does not depend on the number of files. Each file is opened, judged and closed by one
 * thread.
 */
final class Judges implements Walk.Visitor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Judges.class);

    /** More than any scanner takes at once; a bound, should one say nonsense. */
    private static final int MAX_THREADS = 64;

    /** Files that wait for each thread, so that none waits for the walk. */
    private static final int AHEAD = 4;

    private final Guard guard;
    private final FileOpener files;
    private final FileTree tree;
    private final Results results;
    private final int room;
    private final Semaphore slots;
    private final ExecutorService pool;

    /**
     * @param parallelism how many files are judged at once, at least 1
     */
    Judges(Guard guard, FileOpener files, FileTree tree, Results results, int parallelism) {
        this.guard = guard;
        this.files = files;
        this.tree = tree;
        this.results = results;
        int threads = Math.min(parallelism, MAX_THREADS);
        this.room = threads * (1 + AHEAD);
        this.slots = new Semaphore(room);
        AtomicInteger number = new AtomicInteger();
        this.pool =
                Executors.newFixedThreadPool(
                        threads,
                        task -> new Thread(task, "nacre-scan-" + number.incrementAndGet()));
    }

    @Override
    public void file(BytePath path) throws InterruptedException {
        slots.acquire();
        pool.execute(
                () -> {
                    try {
                        judge(path);
                    } finally {
                        slots.release();
                    }
                });
    }

    @Override
    public void other() {
        results.skipped();
    }

    @Override
    public void failed(BytePath path, String why) {
        results.add(path, 0, Verdict.unscanned(UnscannedReason.UNREADABLE, why));
    }

    private void judge(BytePath path) {
        try (OpenFile file = files.open(path)) {
            long size = file.identify().size();
            results.add(path, size, guard.scan(file));
        } catch (IOException e) {
            if (tree.isMissing(e)) {
                results.skipped();
            } else {
                failed(path, e.getMessage());
            }
        } catch (InterruptedException e) {
            // Nobody waits for the result; the pool is ending.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Scanning {} failed; the scan goes on without it", path, e);
            results.add(path, 0, Verdict.unscanned(UnscannedReason.SCAN_FAILED, String.valueOf(e)));
        }
    }

    /** Waits until all files are judged. */
    void finish() throws InterruptedException {
        slots.acquire(room);
        slots.release(room);
    }

    /** Ends; what is not judged yet is interrupted. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
