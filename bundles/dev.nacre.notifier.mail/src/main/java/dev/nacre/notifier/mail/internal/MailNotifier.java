/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.api.config.ConfigurationCheck;
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

/** Tells people by mail. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = MailNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class MailNotifier extends DeliveringNotifier {
    static final String PID = "dev.nacre.notifier.mail";

    /** Called by Declarative Services. */
    @Activate
    public MailNotifier(Map<String, Object> properties) {
        super(Config.class, properties, settings -> new MailChannel(MailServer.of(settings)));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
    }

    /** Refuses beforehand what {@link MailNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(Config.class, properties, MailServer::of);
        }
    }
}
