/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.Message;
import dev.nacre.notifier.message.TestMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to a receiver that may be slow, away, or not willing. A message that does not
 * arrive is tried again, after pauses that grow to a minute, until it is as old as {@code
 * retryFor}; those behind it wait. What is more than {@code burst} within {@code interval}, or than
 * {@code queue} holds, is counted and told in one message.
 *
 * <p>It stands behind the queue that each notifier has in the engine, which protects the engine
 * from a notifier: this one has a thread that may wait for a receiver, and keeps that one empty.
 * Any thread may call any method; none but {@link #test} and {@link #close} waits.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** What waits is given this long at the end; whoever ends the host waits for it. */
    private static final long CLOSE_MILLIS = 2000;

    /** How long a channel is left alone at most, in nanoseconds. */
    private static final long REST = TimeUnit.SECONDS.toNanos(10);

    /** A configuration: what is common to all notifiers, and the channel that it describes. */
    private record Setup(DeliveryOptions options, Channel channel) {}

    private final String name;
    private final Configured<Setup> setup;
    private final LongSupplier nanos;
    private final Backoff backoff;
    private final Outbox outbox = new Outbox();
    private final Line line = new Line();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Thread thread;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile long pausedUntil;
    private volatile boolean paused;
    private volatile boolean ending;

    /**
     * @param nanos a clock that only goes forward
     * @param random from 0, inclusive, to 1, exclusive
     */
    Delivery(
            Class<?> definition,
            Map<String, ?> properties,
            Function<Settings, Channel> channel,
            LongSupplier nanos,
            DoubleSupplier random) {
        this.name = Settings.instanceName(properties);
        this.setup =
                new Configured<>(
                        "notifier " + name,
                        definition,
                        properties,
                        settings ->
                                new Setup(DeliveryOptions.of(settings), channel.apply(settings)));
        this.nanos = nanos;
        this.backoff = new Backoff(random);
        this.thread = new Thread(this::run, "nacre-deliver-" + name);
        thread.setDaemon(true);
    }

    /**
     * One that delivers, until it is closed.
     *
     * @throws dev.nacre.api.config.InvalidConfiguration where the configuration is wrong
     */
    static Delivery start(
            Class<?> definition, Map<String, ?> properties, Function<Settings, Channel> channel) {
        Delivery delivery =
                new Delivery(
                        definition,
                        properties,
                        channel,
                        System::nanoTime,
                        () -> ThreadLocalRandom.current().nextDouble());
        delivery.thread.start();
        return delivery;
    }

    /** Takes a new configuration, or refuses it; what waits is sent the new way. */
    void update(Map<String, ?> properties) {
        Optional<String> refusal = setup.update(properties);
        if (refusal.isPresent()) {
            LOG.error(refusal.get());
        } else {
            resume();
        }
    }

    void tell(EventKind kind, Message message) {
        DeliveryOptions options = setup.get().options();
        if (options.wants(kind, message.severity())) {
            outbox.add(kind, message, options, nanos.getAsLong());
        }
    }

    /** Sends a test past all that waits. */
    String test() throws IOException, RefusedException, InterruptedException {
        String answer = line.send(setup.get().channel(), new TestMessage(Instant.now(), name));
        recovered();
        resume();
        return answer;
    }

    private void resume() {
        paused = false;
        outbox.wake();
    }

    private void run() {
        try {
            while (true) {
                long pause = step();
                if (pause > 0) {
                    if (ending) {
                        return;
                    }
                    if (!paused) {
                        line.rest(setup.get().channel());
                    }
                    outbox.await(Math.min(pause, REST));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Notifier {} was interrupted at its end", name, e);
        }
    }

    /**
     * Sends one message, if there is one to send now.
     *
     * @return nanoseconds in which there is nothing to do unless something new is told
     */
    long step() throws InterruptedException {
        long now = nanos.getAsLong();
        if (paused && pausedUntil - now > 0) {
            return pausedUntil - now;
        }
        Setup current = setup.get();
        Item item = outbox.head(current.options(), now, ending);
        if (item == null) {
            return Math.max(1, outbox.untilDue(current.options(), now));
        }
        try {
            line.send(current.channel(), item.message());
            outbox.sent(item);
            sent.increment();
            backoff.reset();
            paused = false;
            recovered();
        } catch (IOException e) {
            failed(current.options(), e);
        } catch (RefusedException | RuntimeException | LinkageError e) {
            outbox.refused(item);
            troubled(
                    "A message was refused and will not be sent: "
                            + reason(e)
                            + ". Put that right, then try: nacre notify test "
                            + name,
                    e);
        }
        return 0;
    }

    private void failed(DeliveryOptions options, IOException e) {
        long now = nanos.getAsLong();
        failed.increment();
        pausedUntil = now + backoff.next();
        paused = true;
        outbox.expire(options, now);
        troubled(
                reason(e)
                        + ". It is tried again until a message is as old as retryFor says. See that"
                        + " the receiver runs and is reached from here, then try: nacre notify test "
                        + name,
                e);
    }

    private void troubled(String message, Throwable cause) {
        if (trouble.isEmpty()) {
            LOG.warn("Notifier {}: {}", name, message);
            LOG.debug("Notifier {}", name, cause);
        }
        trouble = Optional.of(message);
    }

    private void recovered() {
        if (trouble.isPresent()) {
            trouble = Optional.empty();
            LOG.info("Notifier {} gets through again; {} wait", name, outbox.waiting());
        }
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(setup.findings());
        String subject = "notifier " + name;
        long waiting = outbox.waiting();
        trouble.ifPresent(
                message ->
                        findings.add(
                                new Finding(
                                        subject,
                                        Health.DEGRADED,
                                        message + " (" + waiting + " messages wait)")));
        if (outbox.isFull(setup.get().options())) {
            findings.add(
                    new Finding(
                            subject,
                            Health.DEGRADED,
                            "The queue is full: more is told than the receiver takes, and what"
                                    + " does not fit is only counted. Speed up the receiver, or"
                                    + " set a larger queue or a smaller burst."));
        }
        return findings;
    }

    Deliveries deliveries() {
        return new Deliveries(sent.sum(), failed.sum(), outbox.waiting(), outbox.lost());
    }

    /** Gives what waits a moment, then ends. What is left is lost, counted, and logged. */
    @Override
    public void close() {
        ending = true;
        resume();
        try {
            thread.join(CLOSE_MILLIS);
            thread.interrupt();
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        line.close();
        long lost = outbox.abandon();
        if (lost > 0) {
            LOG.warn("Notifier {} ended before {} messages were sent", name, lost);
        }
    }
}
