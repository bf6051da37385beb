/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

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

/** Runs a command for each message. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = ExecNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ExecNotifier.Config.class, factory = true)
public final class ExecNotifier extends DeliveringNotifier {
    static final String PID = "dev.nacre.notifier.exec";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%exec.name",
            description = "%exec.description")
    @interface Config {
        @AttributeDefinition(name = "%command.name", description = "%command.description")
        String[] command() default {};

        @AttributeDefinition(name = "%environment.name", description = "%environment.description")
        String[] environment() default {};

        @AttributeDefinition(name = "%user.name", description = "%user.description")
        String user() default "";

        @AttributeDefinition(name = "%timeout.name", description = "%timeout.description")
        String timeout() default "30s";

        @AttributeDefinition(name = "%events.name", description = "%events.description")
        String[] events() default {"detection"};

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
        String retryFor() default "0s";
    }

    @Activate
    public ExecNotifier(Map<String, Object> properties) {
        super(Config.class, properties, settings -> new ExecChannel(Options.of(settings)));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
    }

    /** Refuses beforehand what {@link ExecNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(Config.class, properties, Options::of);
        }
    }
}
