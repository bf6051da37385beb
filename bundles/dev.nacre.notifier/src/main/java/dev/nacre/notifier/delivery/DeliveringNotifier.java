/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.HealthMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A notifier that sends messages to one receiver, with all that this takes: a bounded queue and a
 * thread, retries with growing pauses, a rate limit with digests, counts, findings for health, an
 * orderly end. What is left to do is a {@link Channel}, and a component that calls {@link #update}
 * from its {@code @Modified} and {@link #close} from its {@code @Deactivate} method. Its annotation
 * type must define the keys that {@link DeliveryOptions#of} reads; it is called by the part of its
 * PID behind {@code ~}.
 */
@ConsumerType
public abstract class DeliveringNotifier implements Notifier, HealthContributor, AutoCloseable {
    private final Delivery delivery;

    /**
     * Starts to deliver.
     *
     * @param definition the annotation type that defines keys and defaults
     * @param properties the configuration
     * @param channel makes the channel that a configuration describes; what is wrong is remembered
     *     by the settings, and no exception is thrown
     * @throws dev.nacre.api.config.InvalidConfiguration where the configuration is wrong
     */
    protected DeliveringNotifier(
            Class<?> definition, Map<String, ?> properties, Function<Settings, Channel> channel) {
        delivery = Delivery.start(definition, properties, channel);
    }

    /** Takes a new configuration, or refuses it, logs why, and goes on as before. */
    protected final void update(Map<String, ?> properties) {
        delivery.update(properties);
    }

    @Override
    public final void detected(Detection detection) {
        delivery.tell(EventKind.DETECTION, new DetectionMessage(detection));
    }

    @Override
    public final void healthChanged(HealthChange change) {
        delivery.tell(EventKind.HEALTH, new HealthMessage(change));
    }

    @Override
    public final String test() throws IOException, RefusedException, InterruptedException {
        return delivery.test();
    }

    @Override
    public final Optional<Deliveries> deliveries() {
        return Optional.of(delivery.deliveries());
    }

    @Override
    public final List<Finding> findings() {
        return delivery.findings();
    }

    /** Gives what waits a moment, then ends; four seconds at most. */
    @Override
    public final void close() {
        delivery.close();
    }
}
