/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.filesystem;

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
 * Exempts files by the type of the file system that holds them.
 *
 * <p>The type is the one that the mount table of this process's own mount namespace tells for the
 * mount and the device of the open file. Nothing is exempt that is reached through {@linkplain
 * Location#ours another mount namespace}, where a mount of the same number may be of any type.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = FilesystemFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=filesystem")
@Designate(ocd = FilesystemFilter.Config.class, factory = true)
public final class FilesystemFilter extends ConfiguredFilter<FilesystemRules> {
    static final String PID = "dev.nacre.filter.filesystem";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%filesystem.name",
            description = "%filesystem.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%types.name", description = "%types.description")
        String[] types() default {};
    }

    @Activate
    public FilesystemFilter(Map<String, Object> properties) {
        super(Config.class, properties, FilesystemRules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        FilesystemRules current = rules();
        return current.watches().include(watch) && access.location().ours()
                ? current.match(access.fileSystem())
                : Optional.empty();
    }

    /** Refuses beforehand what {@link FilesystemFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, FilesystemRules::of);
        }
    }
}
