/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.internal.verb.FileTree;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts as many results as a scan will give, on a thread of its own while that goes on. */
final class FileCount implements Walk.Visitor, AutoCloseable {
    private static final long UNKNOWN = -1;

    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong total = new AtomicLong(UNKNOWN);
    private final Thread thread;

    FileCount(FileTree tree, List<BytePath> starts) {
        this.thread = new Thread(() -> count(tree, starts), "nacre-scan-count");
    }

    void start() {
        thread.start();
    }

    private void count(FileTree tree, List<BytePath> starts) {
        Walk walk = new Walk(tree, this);
        try {
            for (BytePath start : starts) {
                walk.from(start);
            }
            total.set(counted.get());
        } catch (InterruptedException e) {
            // The scan ended first.
            Thread.currentThread().interrupt();
        }
    }

    /** The number; below 0 while it is not known. */
    long total() {
        return total.get();
    }

    @Override
    public void file(BytePath path) {
        counted.incrementAndGet();
    }

    @Override
    public void other() {
        // Gives no result.
    }

    @Override
    public void failed(BytePath path, String why) {
        counted.incrementAndGet();
    }

    /** Ends the counting. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
