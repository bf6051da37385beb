/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.plugins.internal.folder.Refused;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that a plugin's own code takes part in, on a thread of its own: that code may never
 * come back, and then nothing but this plugin waits for it.
 */
final class Task {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    /**
     * Starting and stopping take milliseconds; whoever waits for a server should not do so there.
     */
    private static final long PATIENCE_SECONDS = 10;

    /** What is to be done. */
    interface Deed {
        void run() throws Refused, IOException, InterruptedException;
    }

    private final String what;
    private final long since = System.nanoTime();
    private final Thread thread;

    private Task(String what, Thread thread) {
        this.what = what;
        this.thread = thread;
    }

    /**
     * Begins it.
     *
     * @param what such as {@code started}
     * @param failed is told of what went wrong
     */
    static Task begin(String plugin, String what, Deed deed, Consumer<String> failed) {
        Thread thread = new Thread(() -> run(plugin, deed, failed), "nacre-plugin-" + plugin);
        thread.setDaemon(true);
        Task task = new Task(what, thread);
        thread.start();
        return task;
    }

    private static void run(String plugin, Deed deed, Consumer<String> failed) {
        try {
            deed.run();
        } catch (Refused | IOException e) {
            failed.accept(e.getMessage());
        } catch (InterruptedException e) {
            failed.accept("it was interrupted, as it did not come back");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Plugin {} failed", plugin, e);
            failed.accept("it failed: " + e);
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Waits for its end. */
    void await(long millis) throws InterruptedException {
        if (millis > 0) {
            thread.join(millis);
        }
    }

    private boolean isOverdue() {
        return System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    /** It is no longer wanted: where it is overdue, it is interrupted. */
    void hurry() {
        if (isOverdue()) {
            thread.interrupt();
        }
    }

    /** What is to be said of it; empty as long as it is in time. */
    String complaint() {
        return isRunning() && isOverdue()
                ? "it has not come back from being "
                        + what
                        + " for "
                        + PATIENCE_SECONDS
                        + " seconds; all else goes on. Take it away, and if it is still named then,"
                        + " restart the host"
                : "";
    }
}
