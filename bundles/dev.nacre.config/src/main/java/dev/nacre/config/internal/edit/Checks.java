/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has a configuration checked by whoever knows it best. */
@Component(service = Checks.class)
public final class Checks {
    private final Map<ConfigurationCheck, String> checks = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(ConfigurationCheck check, Map<String, Object> properties) {
        checks.put(check, String.valueOf(properties.get(ConfigurationCheck.PID)));
    }

    void removeCheck(ConfigurationCheck check) {
        checks.remove(check);
    }

    /**
     * Checks a configuration as a whole.
     *
     * @param properties all that the component would get
     * @param contents what of it is configured
     * @throws InvalidConfiguration where it would be refused
     */
    void check(
            Name name,
            Path file,
            Definition definition,
            Map<String, Object> properties,
            Map<String, Object> contents) {
        Optional<ConfigurationCheck> own =
                checks.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(name.pid()))
                        .map(Map.Entry::getKey)
                        .findFirst();
        if (own.isPresent()) {
            own.get().check(properties);
            return;
        }
        List<String> problems = definition.problems(contents);
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(file.toString(), problems);
        }
    }
}
