/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.name;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
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
 * Exempts files by the end of their name.
 *
 * <p>As with paths, the {@linkplain Location#canonical canonical} name counts, so that a file is
 * not given another one by mounting it there, and nothing is exempt whose name is {@linkplain
 * Location#ours another mount namespace's} word, or that has none.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = NameFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=name")
@Designate(ocd = NameFilter.Config.class, factory = true)
public final class NameFilter extends ConfiguredFilter<NameRules> {
    static final String PID = "dev.nacre.filter.name";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%name.name",
            description = "%name.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%suffixes.name", description = "%suffixes.description")
        String[] suffixes() default {};
    }

    @Activate
    public NameFilter(Map<String, Object> properties) {
        super(Config.class, properties, NameRules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        NameRules current = rules();
        return current.watches().include(watch)
                ? current.firstMatch(access.location())
                : Optional.empty();
    }

    /** Refuses beforehand what {@link NameFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, NameRules::of);
        }
    }
}
