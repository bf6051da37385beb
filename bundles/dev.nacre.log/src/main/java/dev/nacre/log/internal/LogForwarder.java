/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import java.util.function.BooleanSupplier;
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

    /** The log service hands out copies of exceptions, which bear the type in their text. */
    private static final String REFUSED = "dev.nacre.api.config.InvalidConfiguration: ";

    private final Function<String, Logger> loggers;
    private final BooleanSupplier stopping;

    /**
     * @param loggers from a name to a logger
     * @param stopping whether the framework is being stopped
     */
    LogForwarder(Function<String, Logger> loggers, BooleanSupplier stopping) {
        this.loggers = loggers;
        this.stopping = stopping;
    }

    void forward(LogEntry entry) {
        if (isNews(entry)) {
            Logger logger = loggers.apply(nameOf(entry));
            String refusal = refusalIn(entry.getException());
            if (refusal == null) {
                logger.atLevel(levelOf(entry.getLogLevel()))
                        .setCause(entry.getException())
                        .log(entry.getMessage());
            } else {
                // A mistake of the administrator's: where in the code it was found helps nobody.
                logger.error(refusal);
            }
        }
    }

    private boolean isNews(LogEntry entry) {
        // The launcher logs the framework's errors.
        boolean event = entry.getLoggerName() != null && entry.getLoggerName().startsWith(EVENTS);
        // Services that find themselves stopped have much to say about it.
        boolean farewell = entry.getLogLevel() != LogLevel.ERROR && stopping.getAsBoolean();
        return !event && !farewell;
    }

    private static String refusalIn(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (text.startsWith(REFUSED)) {
                return text.substring(REFUSED.length());
            }
        }
        return null;
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
