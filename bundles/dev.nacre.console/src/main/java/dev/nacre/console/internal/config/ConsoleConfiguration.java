/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.config;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in force, for the parts of the console. Any thread may read. */
@Component(
        service = {ConsoleConfiguration.class, HealthContributor.class},
        configurationPid = ConsoleConfiguration.PID)
@Designate(ocd = ConsoleDefinition.class)
public final class ConsoleConfiguration implements HealthContributor {
    public static final String PID = "dev.nacre.console";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleConfiguration.class);

    private final Configured<ConsoleConfig> configured;

    @Activate
    public ConsoleConfiguration(Map<String, Object> properties) {
        configured =
                new Configured<>(
                        "console", ConsoleDefinition.class, properties, ConsoleConfig::from);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configured.update(properties).ifPresent(LOG::error);
    }

    public ConsoleConfig get() {
        return configured.get();
    }

    @Override
    public List<Finding> findings() {
        return configured.findings();
    }

    /** Refuses beforehand what {@link ConsoleConfiguration} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(ConsoleDefinition.class, properties, ConsoleConfig::from);
        }
    }
}
