/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A watch, filter or scanner as it is configured, in values that compare.
 *
 * @param pid of its configuration; its component, else its own name where it has none
 * @param name what people know it by
 * @param settings what it is configured to: of each key its items
 */
public record Part(String pid, String name, SortedMap<String, List<String>> settings) {
    /**
     * What the framework, Declarative Services and File Install put into a service's properties.
     */
    private static final Pattern OTHERS =
            Pattern.compile("(service|component|felix|osgi|objectClass|nacre)(\\..*)?|\\..*");

    /**
     * @param properties of the service
     */
    public static Part of(String name, Map<String, Object> properties) {
        SortedMap<String, List<String>> settings = new TreeMap<>();
        properties.forEach(
                (key, value) -> {
                    if (!OTHERS.matcher(key).matches()) {
                        settings.put(key, items(value));
                    }
                });
        return new Part(pid(name, properties), name, settings);
    }

    private static String pid(String name, Map<String, Object> properties) {
        Object pid = properties.get("service.pid");
        Object component = properties.getOrDefault("component.name", name);
        return items(pid == null ? component : pid).get(0);
    }

    private static List<String> items(Object value) {
        List<String> items = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            collection.forEach(item -> items.add(String.valueOf(item)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(String.valueOf(Array.get(value, i)));
            }
        } else {
            items.add(value.toString());
        }
        return items;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(name);
        settings.forEach((key, items) -> text.append(", ").append(key).append(' ').append(items));
        return text.toString();
    }
}
