/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured watch. The engine is told of a change by the change of the service's properties.
 */
@Component(
        configurationPid = ConfiguredWatch.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {ConfiguredWatch.class, HealthContributor.class})
@Designate(ocd = WatchDefinition.class, factory = true)
public final class ConfiguredWatch implements HealthContributor {
    public static final String PID = "dev.nacre.watch";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredWatch.class);

    private final Configured<Watch> watch;

    @Activate
    public ConfiguredWatch(Map<String, Object> properties) {
        String name = Settings.instanceName(properties);
        this.watch =
                new Configured<>(
                        "watch " + name,
                        WatchDefinition.class,
                        properties,
                        settings -> read(name, settings));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        watch.update(properties).ifPresent(LOG::error);
    }

    public Watch watch() {
        return watch.get();
    }

    @Override
    public List<Finding> findings() {
        return watch.findings();
    }

    static Watch read(String name, Settings settings) {
        Watch watch =
                new Watch(
                        name,
                        settings.paths("paths"),
                        settings.choice("scanOn", ScanOn.class),
                        settings.flag("prevention"),
                        settings.choice("mark", MarkMode.class),
                        settings.choice("onError", Fallback.class),
                        settings.duration(
                                "deadline", Duration.ofMillis(100), Duration.ofMinutes(10)),
                        settings.bytes("maxFileSize", 1, Long.MAX_VALUE),
                        settings.choice("oversize", Fallback.class),
                        settings.duration("quietPeriod", Duration.ZERO, Duration.ofHours(1)),
                        settings.choice("action", Action.class),
                        settings.choice("cache", CacheMode.class),
                        target("scanner.target", settings),
                        target("filter.target", settings),
                        settings.flag("catchUp"),
                        settings.flag("arrivals"),
                        settings.flag("crossMounts"));
        if (watch.paths().isEmpty()) {
            settings.problem("paths", "", "name at least one absolute folder");
        }
        return watch;
    }

    private static String target(String key, Settings settings) {
        return settings.parse(
                key,
                "an LDAP filter such as (nacre.scanner.name=clamd), or nothing",
                text -> {
                    try {
                        return text.isEmpty() ? text : FrameworkUtil.createFilter(text).toString();
                    } catch (InvalidSyntaxException e) {
                        throw new IllegalArgumentException(e);
                    }
                });
    }

    /** Refuses beforehand what {@link ConfiguredWatch} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(
                    WatchDefinition.class,
                    properties,
                    settings -> ConfiguredWatch.read(Settings.instanceName(properties), settings));
        }
    }
}
