/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes an OSGi log entry to the SLF4J logger that bears the symbolic name of the entry's bundle,
 * so that a bundle is set louder or quieter under one name, however it logs. For any thread.
 */
final class LogForwarder {
    /** OSGi Core 8, 101.8: the log service itself writes framework events under these names. */
    private static final String EVENTS = "Events.";

    private final Function<String, Logger> loggers;

    LogForwarder(Function<String, Logger> loggers) {
        this.loggers = loggers;
    }

    void forward(LogEntry entry) {
        // The launcher logs the framework's errors; the rest of its events are no news.
        if (entry.getLoggerName() != null && entry.getLoggerName().startsWith(EVENTS)) {
            return;
        }
        loggers.apply(nameOf(entry))
                .atLevel(levelOf(entry.getLogLevel()))
                .setCause(entry.getException())
                .log(entry.getMessage());
    }

    private static String nameOf(LogEntry entry) {
        Bundle bundle = entry.getBundle();
        String name = bundle == null ? null : bundle.getSymbolicName();
        return name == null ? "osgi" : name;
    }

    private static Level levelOf(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
