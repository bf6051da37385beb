/**
 * How parts of Nacre read and change configurations: as a whole, by the keys and defaults that Metatype
 * shows.
 *
 * <p>A wrong value is refused with a message that names file, key, value and what is allowed, and the
 * configuration before stays in force. {@link dev.nacre.api.config.Configured} does all of that for a
 * component:
 *
 * <pre>{@code
 * package org.example;
 *
 * import dev.nacre.api.config.Configured;
 * import dev.nacre.api.health.Finding;
 * import dev.nacre.api.health.HealthContributor;
 * import java.time.Duration;
 * import java.util.List;
 * import java.util.Map;
 * import org.osgi.service.component.annotations.Activate;
 * import org.osgi.service.component.annotations.Component;
 * import org.osgi.service.component.annotations.Modified;
 *
 * @Component(configurationPid = "org.example.pause")
 * public final class Pause implements HealthContributor {
 *     @interface Config {
 *         String length() default "10s";
 *     }
 *
 *     private final Configured<Duration> length;
 *
 *     @Activate
 *     public Pause(Map<String, Object> properties) {
 *         length =
 *                 new Configured<>(
 *                         "pause",
 *                         Config.class,
 *                         properties,
 *                         settings ->
 *                                 settings.duration(
 *                                         "length", Duration.ofSeconds(1), Duration.ofHours(1)));
 *     }
 *
 *     @Modified
 *     void modified(Map<String, Object> properties) {
 *         length.update(properties);
 *     }
 *
 *     @Override
 *     public List<Finding> findings() {
 *         return length.findings();
 *     }
 * }
 * }</pre>
 *
 * <p>It is configured by {@code etc/org.example.pause.cfg}, or in the web console once {@code Config}
 * is an {@code @ObjectClassDefinition} that the component is {@code @Designate}d by.
 */
@Export
@Version("1.1.0")
package dev.nacre.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
