/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal;

import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filter with rules that its configuration gives: a wrong one is refused, told, and the rules
 * before stay in force. A component calls {@link #update} from its {@code @Modified} method.
 *
 * @param <R> the rules, immutable
 */
public abstract class ConfiguredFilter<R> implements Filter, HealthContributor {
    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String subject;
    private final Configured<R> rules;

    /**
     * @param definition the annotation type that defines keys and defaults
     */
    protected ConfiguredFilter(
            Class<?> definition, Map<String, ?> properties, Function<Settings, R> reader) {
        subject = "filter " + Settings.instanceName(properties);
        rules = new Configured<>(subject, definition, properties, reader);
    }

    /** What people know it by. */
    protected final String subject() {
        return subject;
    }

    /** Those in force. */
    protected final R rules() {
        return rules.get();
    }

    /** Takes a new configuration, or refuses it and logs why. */
    protected final void update(Map<String, ?> properties) {
        rules.update(properties).ifPresent(log::error);
    }

    @Override
    public List<Finding> findings() {
        return rules.findings();
    }
}
