/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import dev.nacre.api.guard.Guard;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager. Two threads: how the guard is asks all its parts, and one that does
 * not come back must not keep the watchdog's call from being sent as long as accesses are answered.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** How soon a change is told. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A watch that cannot be guarded yet must not keep the service from having started, once the
     * host has been up so long. It is longer than the guard waits for a scanner.
     */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Sends a message of sd_notify(3). */
    interface Sender {
        void send(String message) throws IOException;
    }

    private final Guard guard;
    private final BooleanSupplier up;
    private final Sender sender;
    private final OptionalLong watchdogNanos;
    private final Thread teller = new Thread(this::tell, "nacre-systemd");
    private final Thread caller = new Thread(this::call, "nacre-systemd-watchdog");
    private String told = "";
    private boolean ready;
    private volatile boolean wasUp;
    private volatile long upSince;
    private volatile boolean failing;
    private volatile boolean ended;

    /**
     * @param up whether the host has started all its parts
     * @param watchdogNanos within which time a call is expected
     */
    Telling(Guard guard, BooleanSupplier up, Sender sender, OptionalLong watchdogNanos) {
        this.guard = guard;
        this.up = up;
        this.sender = sender;
        this.watchdogNanos = watchdogNanos;
    }

    void start() {
        teller.setDaemon(true);
        teller.start();
        if (watchdogNanos.isPresent()) {
            caller.setDaemon(true);
            caller.start();
        }
    }

    /**
     * @param stopping whether the service is ending
     */
    void end(boolean stopping) {
        ended = true;
        LockSupport.unpark(teller);
        LockSupport.unpark(caller);
        if (stopping) {
            send("STOPPING=1\nSTATUS=ending");
        }
    }

    private void tell() {
        while (!ended) {
            try {
                look(System.nanoTime());
            } catch (RuntimeException | LinkageError e) {
                LOG.error("Cannot tell the service manager how the guard is; tried again soon", e);
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    /** Tells what has changed; {@code now} of {@link System#nanoTime}. */
    void look(long now) {
        boolean nowUp = up.getAsBoolean();
        upSince = wasUp ? upSince : now;
        wasUp = nowUp;
        String message = "";
        if (!ready && isReady(now)) {
            message = "READY=1\n";
        }
        String status = StatusLine.of(guard);
        if (!status.equals(told) || !message.isEmpty()) {
            message += "STATUS=" + status;
        }
        if (!message.isEmpty() && !ended && send(message)) {
            told = status;
            ready |= message.startsWith("READY");
        }
    }

    private boolean isReady(long now) {
        return guard.watches().stream().anyMatch(watch -> !watch.guarded().isEmpty())
                || wasUp && (guard.watches().isEmpty() || now - upSince > GRACE_NANOS);
    }

    /** At half of the time, as sd_watchdog_enabled(3) recommends. */
    private void call() {
        while (!ended) {
            if (guard.progresses()) {
                send("WATCHDOG=1");
            }
            LockSupport.parkNanos(this, watchdogNanos.getAsLong() / 2);
        }
    }

    /** One failure is said, not each: the next message comes soon. */
    private boolean send(String message) {
        try {
            sender.send(message);
            failing = false;
            return true;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("The service manager cannot be told: {}", e.getMessage());
            }
            return false;
        }
    }
}
