/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

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
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Sends messages to a syslog server. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = SyslogNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SyslogNotifier.Config.class, factory = true)
public final class SyslogNotifier extends DeliveringNotifier {
    static final String PID = "dev.nacre.notifier.syslog";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%syslog.name",
            description = "%syslog.description")
    @interface Config {
        @AttributeDefinition(name = "%server.name", description = "%server.description")
        String server() default "/dev/log";

        @AttributeDefinition(name = "%facility.name", description = "%facility.description")
        String facility() default "daemon";

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
        int burst() default 0;

        @AttributeDefinition(name = "%interval.name", description = "%interval.description")
        String interval() default "10m";

        @AttributeDefinition(name = "%queue.name", description = "%queue.description")
        int queue() default 1000;

        @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
        String retryFor() default "1h";
    }

    @Activate
    public SyslogNotifier(Map<String, Object> properties) {
        super(Config.class, properties, settings -> new SyslogChannel(Options.of(settings)));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
    }

    /** Refuses beforehand what {@link SyslogNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(Config.class, properties, Options::of);
        }
    }
}
