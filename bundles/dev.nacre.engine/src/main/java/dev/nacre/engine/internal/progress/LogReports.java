/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log, in a thread for each report: the log's folder may be guarded, and whoever
 * writes there then waits until accesses are answered again.
 */
public final class LogReports implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(LogReports.class);

    /** How long the last words may take. */
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(2);

    /** As for what cannot go on elsewhere: not 0, so that a service manager starts anew. */
    private static final int FAILED = 1;

    @Override
    public void held(String what, Thread thread) {
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            stack.append("\n\tat ").append(frame);
        }
        String name = thread.getName();
        aside(() -> LOG.error("Thread {}: {}. It is at:{}", name, what, stack));
    }

    @Override
    public void end(String reason) {
        String last = "Nacre ends itself, and lets go who waits: " + reason;
        Thread words =
                aside(
                        () -> {
                            System.err.println(last);
                            LOG.error("{}. A service manager starts it anew", last);
                        });
        try {
            words.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Not exit: its hooks would wait for what does not end.
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static Thread aside(Runnable writing) {
        Thread thread = new Thread(writing, "nacre-watchdog-report");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
