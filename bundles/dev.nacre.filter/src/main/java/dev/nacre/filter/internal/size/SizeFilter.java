/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.size;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
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

/** Exempts files by their size at the moment of the access. */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = SizeFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=size")
@Designate(ocd = SizeFilter.Config.class, factory = true)
public final class SizeFilter extends ConfiguredFilter<SizeRules> {
    static final String PID = "dev.nacre.filter.size";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%size.name",
            description = "%size.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%smallerThan.name", description = "%smallerThan.description")
        String smallerThan() default "0";

        @AttributeDefinition(name = "%largerThan.name", description = "%largerThan.description")
        String largerThan() default "0";
    }

    @Activate
    public SizeFilter(Map<String, Object> properties) {
        super(Config.class, properties, SizeRules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        SizeRules current = rules();
        return current.watches().include(watch) ? current.match(access.size()) : Optional.empty();
    }

    /** Refuses beforehand what {@link SizeFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, SizeRules::of);
        }
    }
}
