/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** An entry of the bundle {@code some.bundle}; each has a higher sequence number than the last. */
record Entry(LogLevel level, String logger, String message, Throwable exception, long sequence)
        implements LogEntry {
    private static final AtomicLong SEQUENCE = new AtomicLong();

    Entry(LogLevel level, String logger, String message, Throwable exception) {
        this(level, logger, message, exception, SEQUENCE.incrementAndGet());
    }

    @Override
    public Bundle getBundle() {
        return (Bundle)
                Proxy.newProxyInstance(
                        Entry.class.getClassLoader(),
                        new Class<?>[] {Bundle.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getSymbolicName") ? "some.bundle" : null);
    }

    @Override
    public ServiceReference<?> getServiceReference() {
        return null;
    }

    @Override
    @Deprecated
    public int getLevel() {
        return level.ordinal();
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public Throwable getException() {
        return exception;
    }

    @Override
    public long getTime() {
        return 0;
    }

    @Override
    public LogLevel getLogLevel() {
        return level;
    }

    @Override
    public String getLoggerName() {
        return logger;
    }

    @Override
    public long getSequence() {
        return sequence;
    }

    @Override
    public String getThreadInfo() {
        return "";
    }

    @Override
    public StackTraceElement getLocation() {
        return null;
    }
}
