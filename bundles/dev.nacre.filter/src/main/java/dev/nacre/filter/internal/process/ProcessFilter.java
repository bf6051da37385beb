/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.process;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import dev.nacre.filter.internal.ConfiguredFilter;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Exempts what a process does, by the file it runs, by its command name, or by its control group.
 *
 * <p>Nothing is exempt that is reached through {@linkplain Location#ours another mount namespace}:
 * there anybody may show any file under the name of an exempt one, in a container or, where the
 * kernel lets users make namespaces, without one.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = ProcessFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=process")
@Designate(ocd = ProcessFilter.Config.class, factory = true)
public final class ProcessFilter extends ConfiguredFilter<ProcessRules> {
    static final String PID = "dev.nacre.filter.process";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%process.name",
            description = "%process.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%executables.name", description = "%executables.description")
        String[] executables() default {};

        @AttributeDefinition(name = "%commands.name", description = "%commands.description")
        String[] commands() default {};

        @AttributeDefinition(name = "%children.name", description = "%children.description")
        boolean children() default false;

        @AttributeDefinition(name = "%units.name", description = "%units.description")
        String[] units() default {};

        @AttributeDefinition(name = "%cgroups.name", description = "%cgroups.description")
        String[] cgroups() default {};
    }

    @Activate
    public ProcessFilter(Map<String, Object> properties) {
        super(Config.class, properties, ProcessRules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        ProcessRules current = rules();
        if (!current.watches().include(watch) || !access.location().ours()) {
            return Optional.empty();
        }
        Optional<Accessor> process = access.process();
        return process.isEmpty() ? Optional.empty() : current.firstMatch(process.get());
    }

    /** Refuses beforehand what {@link ProcessFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, ProcessRules::of);
        }
    }
}
