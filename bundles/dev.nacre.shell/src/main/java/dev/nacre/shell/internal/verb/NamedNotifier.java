/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.api.config.Settings;
import dev.nacre.api.notify.Notifier;
import java.util.Map;

/**
 * A notifier, with what people know it by.
 *
 * @param name such as {@code ops}; several may have the same
 * @param kind such as {@code mail}
 */
public record NamedNotifier(String name, String kind, Notifier notifier) {
    /** One with these service properties. */
    public static NamedNotifier of(Map<String, Object> properties, Notifier notifier) {
        Object pid = properties.getOrDefault("service.pid", properties.get("component.name"));
        String factory = String.valueOf(pid).replaceFirst("~.*", "");
        return new NamedNotifier(
                Settings.serviceName(properties, Notifier.NAME),
                factory.substring(factory.lastIndexOf('.') + 1),
                notifier);
    }
}
