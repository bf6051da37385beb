/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a component is configured to, as one immutable value that is replaced whole: a wrong
 * configuration is refused and the one before stays in force. For a component's {@code @Activate}
 * constructor and {@code @Modified} method. Any thread may read.
 *
 * @param <T> the immutable value
 */
public final class Configured<T> {
    private final String subject;
    private final Class<?> definition;
    private final Function<Settings, T> reader;
    private volatile T current;
    private volatile List<Finding> findings = List.of();

    /**
     * @param subject what people know the component by, such as {@code watch home}
     * @param definition the annotation type that defines keys and defaults
     * @param properties what Config Admin delivered
     * @param reader makes the value; it need not call {@link Settings#check}
     * @throws InvalidConfiguration where the first configuration is wrong
     */
    public Configured(
            String subject,
            Class<?> definition,
            Map<String, ?> properties,
            Function<Settings, T> reader) {
        this.subject = subject;
        this.definition = definition;
        this.reader = reader;
        this.current = read(properties);
    }

    private T read(Map<String, ?> properties) {
        return Settings.read(definition, properties, reader);
    }

    /** {@return the value in force} */
    public T get() {
        return current;
    }

    /**
     * Takes a new configuration, or refuses it.
     *
     * @param properties what Config Admin delivered
     * @return why it was refused, for the log; empty where it is in force now
     */
    public Optional<String> update(Map<String, ?> properties) {
        try {
            current = read(properties);
            findings = List.of();
            return Optional.empty();
        } catch (InvalidConfiguration e) {
            String message = e.getMessage() + ". The configuration before stays in force.";
            findings = List.of(new Finding(subject, Health.DEGRADED, message));
            return Optional.of(message);
        }
    }

    /** {@return the refusal of the newest configuration, if it was refused} */
    public List<Finding> findings() {
        return findings;
    }
}
