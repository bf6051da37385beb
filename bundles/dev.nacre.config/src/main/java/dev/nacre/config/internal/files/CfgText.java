/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The text of a {@code .cfg} file as File Install reads it: all values quoted, so that each keeps
 * its type. It unescapes twice, first for variables and then for the quotes; so a backslash is
 * written four times, and the brace behind a {@code $} with one before it.
 */
final class CfgText {
    private static final Map<Class<?>, String> TYPES =
            Map.of(
                    Boolean.class, "B",
                    Integer.class, "I",
                    Long.class, "L");

    private CfgText() {}

    /** One line a property, in the order of the keys. */
    static String of(SortedMap<String, Object> properties) {
        return properties.entrySet().stream().map(CfgText::of).collect(Collectors.joining());
    }

    /** One line. */
    static String of(Map.Entry<String, Object> property) {
        return property.getKey() + " = " + value(property.getValue()) + "\n";
    }

    /** A value; what is neither text nor flag nor whole number is written as text. */
    static String value(Object value) {
        if (value instanceof Collection<?> collection) {
            return many(new ArrayList<>(collection), '(', ')');
        }
        if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            return many(items, '[', ']');
        }
        return type(value) + quoted(value);
    }

    /** The type stands once, before the bracket. */
    private static String many(List<Object> items, char open, char close) {
        String type = items.isEmpty() ? "" : type(items.get(0));
        return items.stream()
                .map(CfgText::quoted)
                .collect(Collectors.joining(", ", type + open, String.valueOf(close)));
    }

    private static String type(Object value) {
        return TYPES.getOrDefault(value.getClass(), "");
    }

    private static String quoted(Object value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().replace("${", "$\0").toCharArray()) {
            switch (c) {
                case '\\' -> text.append("\\\\\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\0' -> text.append("\\{");
                default -> text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
