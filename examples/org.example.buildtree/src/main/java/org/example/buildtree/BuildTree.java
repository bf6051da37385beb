/* SPDX-License-Identifier: Apache-2.0 */
package org.example.buildtree;

import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exempts what certain programs do in certain folders, and there only: a compiler that reads ten
 * thousand headers of its own tree. One for each {@code org.example.buildtree-NAME.cfg}; without
 * one there is none.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = BuildTree.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=buildtree")
@Designate(ocd = BuildTree.Config.class, factory = true)
public final class BuildTree implements Filter, HealthContributor {
    static final String PID = "org.example.buildtree";

    private static final Logger LOG = LoggerFactory.getLogger(BuildTree.class);

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%buildtree.name",
            description = "%buildtree.description")
    @interface Config {
        @AttributeDefinition(name = "%folders.name", description = "%folders.description")
        String[] folders() default {};

        @AttributeDefinition(name = "%programs.name", description = "%programs.description")
        String[] programs() default {};
    }

    private final Configured<Rules> rules;

    @Activate
    public BuildTree(Map<String, Object> properties) {
        rules =
                new Configured<>(
                        "filter " + Settings.instanceName(properties),
                        Config.class,
                        properties,
                        Rules::of);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        rules.update(properties).ifPresent(LOG::error);
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        return rules.get().exempt(access);
    }

    @Override
    public List<Finding> findings() {
        return rules.findings();
    }
}
