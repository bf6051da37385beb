/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.files;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The text of a {@code .cfg} file as File Install reads it: all values quoted, so that each keeps
 * its type.
 */
final class CfgText {
    private static final Map<Class<?>, String> TYPES =
            Map.of(
                    String.class, "",
                    Boolean.class, "B",
                    Integer.class, "I",
                    Long.class, "L",
                    Short.class, "S",
                    Byte.class, "X",
                    Character.class, "C");

    private CfgText() {}

    /** One line a property, in the order of the keys. */
    static String of(SortedMap<String, Object> properties) {
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (key, value) -> text.append(key).append(" = ").append(value(value)).append('\n'));
        return text.toString();
    }

    private static String value(Object value) {
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
        List<String> texts = items.stream().map(CfgText::quoted).toList();
        String type = items.isEmpty() ? "" : type(items.get(0));
        return type + open + String.join(", ", texts) + close;
    }

    private static String type(Object value) {
        return TYPES.getOrDefault(value.getClass(), "");
    }

    private static String quoted(Object value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            switch (c) {
                case '\\', '"', '=' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
