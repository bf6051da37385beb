/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Notifier;
import dev.nacre.notifier.delivery.DeliveringNotifier;
import dev.nacre.notifier.delivery.DeliveryOptions;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Adds to the event stream of a fleet, in a Kafka topic. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = KafkaNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class KafkaNotifier extends DeliveringNotifier {
    static final String PID = "dev.nacre.notifier.kafka";

    /** Called by Declarative Services. */
    @Activate
    public KafkaNotifier(Map<String, Object> properties) {
        super(
                Config.class,
                properties,
                settings ->
                        new KafkaChannel(Cluster.of(settings, Settings.instanceName(properties))));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
    }

    /** Refuses beforehand what {@link KafkaNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(
                    Config.class,
                    properties,
                    settings -> Cluster.of(settings, Settings.instanceName(properties)));
        }
    }
}
