package ${package};

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exempts files by their name. Called by the threads that the kernel's answers hang on: all that
 * takes time is done when it is configured.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = ${name}.PID,
        property = {Filter.NAME + "=${artifactId}", Filter.KIND + "=name"})
@Designate(ocd = ${name}.Config.class)
public final class ${name} implements Filter, HealthContributor {
    static final String PID = "${package}.${name.toLowerCase()}";

    private static final Logger LOG = LoggerFactory.getLogger(${name}.class);

    /** What can be configured; the texts stand in OSGI-INF/l10n/bundle.properties. */
    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%name",
            description = "%description")
    @interface Config {
        @AttributeDefinition(name = "%names.name", description = "%names.description")
        String[] names() default {"index.lock"};
    }

    /** By the names that are exempt, the rule as people are told it. */
    private final Configured<Map<BytePath, Optional<String>>> rules;

    /** Called by the host when the plugin comes. A wrong configuration keeps it from starting. */
    @Activate
    public ${name}(Map<String, Object> properties) {
        rules =
                new Configured<>(
                        "filter ${artifactId}", Config.class, properties, ${name}::rules);
    }

    private static Map<BytePath, Optional<String>> rules(Settings settings) {
        return settings.list("names", "names without a slash", ${name}::name).stream()
                .distinct()
                .collect(toUnmodifiableMap(name -> name, name -> Optional.of("name " + name)));
    }

    private static BytePath name(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException();
        }
        return BytePath.parse(text);
    }

    /** Called when the configuration has changed. A wrong one leaves that of before in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        rules.update(properties).ifPresent(LOG::error);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        Location location = access.location();
        return location.ours()
                ? rules.get().getOrDefault(location.canonical().name(), Optional.empty())
                : Optional.empty();
    }

    @Override
    public List<Finding> findings() {
        return rules.findings();
    }
}
