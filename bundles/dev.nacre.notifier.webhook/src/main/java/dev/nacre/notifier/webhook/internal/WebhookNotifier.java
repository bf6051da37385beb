/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.webhook.internal;

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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Posts messages to an HTTP server. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = WebhookNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookNotifier.Config.class, factory = true)
public final class WebhookNotifier extends DeliveringNotifier {
    static final String PID = "dev.nacre.notifier.webhook";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%webhook.name",
            description = "%webhook.description")
    @interface Config {
        @AttributeDefinition(name = "%url.name", description = "%url.description")
        String url() default "";

        @AttributeDefinition(name = "%headers.name", description = "%headers.description")
        String[] headers() default {};

        @AttributeDefinition(
                name = "%secret.name",
                description = "%secret.description",
                type = AttributeType.PASSWORD)
        String secret() default "";

        @AttributeDefinition(name = "%caFile.name", description = "%caFile.description")
        String caFile() default "";

        @AttributeDefinition(name = "%timeout.name", description = "%timeout.description")
        String timeout() default "10s";

        @AttributeDefinition(name = "%events.name", description = "%events.description")
        String[] events() default {"detection", "health"};

        @AttributeDefinition(
                name = "%minSeverity.name",
                description = "%minSeverity.description",
                options = {
                    @Option(label = "%minSeverity.info", value = "info"),
                    @Option(label = "%minSeverity.warning", value = "warning"),
                    @Option(label = "%minSeverity.critical", value = "critical")
                })
        String minSeverity() default "info";

        @AttributeDefinition(name = "%burst.name", description = "%burst.description")
        int burst() default 100;

        @AttributeDefinition(name = "%interval.name", description = "%interval.description")
        String interval() default "10m";

        @AttributeDefinition(name = "%queue.name", description = "%queue.description")
        int queue() default 1000;

        @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
        String retryFor() default "1h";
    }

    @Activate
    public WebhookNotifier(Map<String, Object> properties) {
        super(Config.class, properties, settings -> new WebhookChannel(Options.of(settings)));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
    }

    /** Refuses beforehand what {@link WebhookNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(Config.class, properties, Options::of);
        }
    }
}
