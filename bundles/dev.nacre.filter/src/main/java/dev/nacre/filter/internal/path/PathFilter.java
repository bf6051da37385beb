/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.path;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import dev.nacre.filter.internal.ConfiguredFilter;
import dev.nacre.filter.internal.pattern.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Exempts files by their path.
 *
 * <p>Rules are compared with the {@linkplain Location#canonical canonical} path alone, so that a
 * file has one name however it is reached: a bind mount neither escapes a rule nor brings a foreign
 * file under one. Nothing is exempt whose path is {@linkplain Location#ours another mount
 * namespace's} word, or that has no path.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = PathFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=path")
@Designate(ocd = PathFilter.Config.class, factory = true)
public final class PathFilter extends ConfiguredFilter<PathRules> {
    static final String PID = "dev.nacre.filter.path";

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%path.name",
            description = "%path.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%prefixes.name", description = "%prefixes.description")
        String[] prefixes() default {};

        @AttributeDefinition(name = "%globs.name", description = "%globs.description")
        String[] globs() default {};

        @AttributeDefinition(name = "%regexes.name", description = "%regexes.description")
        String[] regexes() default {};

        @AttributeDefinition(
                name = "%includePrefixes.name",
                description = "%includePrefixes.description")
        String[] includePrefixes() default {};

        @AttributeDefinition(name = "%includeGlobs.name", description = "%includeGlobs.description")
        String[] includeGlobs() default {};

        @AttributeDefinition(
                name = "%includeRegexes.name",
                description = "%includeRegexes.description")
        String[] includeRegexes() default {};
    }

    private final LongAdder givenUp = new LongAdder();

    @Activate
    public PathFilter(Map<String, Object> properties) {
        super(Config.class, properties, PathRules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        PathRules current = rules();
        if (!isFor(current, watch, access.location())) {
            return Optional.empty();
        }
        ByteText text = new ByteText(access.location().canonical(), PathRules.STEPS);
        Optional<String> rule = current.exempting(text);
        if (text.exhausted()) {
            givenUp.increment();
        }
        return rule;
    }

    @Override
    public Optional<String> spares(Watch watch, Access access) {
        PathRules current = rules();
        return isFor(current, watch, access.location())
                ? current.sparing(new ByteText(access.location().canonical(), PathRules.STEPS))
                : Optional.empty();
    }

    @Override
    public List<BytePath> folders(Watch watch) {
        PathRules current = rules();
        return current.watches().include(watch) ? current.folders() : List.of();
    }

    private static boolean isFor(PathRules rules, Watch watch, Location location) {
        return rules.watches().include(watch)
                && location.ours()
                && location.path() != null
                && location.canonical() != null;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(super.findings());
        long count = givenUp.sum();
        if (count > 0) {
            // Such accesses are scanned, so nothing is guarded less.
            findings.add(
                    new Finding(
                            subject(),
                            Health.HEALTHY,
                            "Its regular expressions were given up "
                                    + count
                                    + " times, as they took more than "
                                    + PathRules.STEPS
                                    + " steps; those files were scanned. Write prefixes or globs"
                                    + " instead, or expressions with fewer repetitions."));
        }
        return findings;
    }

    /** Refuses beforehand what {@link PathFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, PathRules::of);
        }
    }
}
