/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What Metatype knows of the keys of a PID, or of a factory PID. */
final class Definition {
    /** How properties begin that are for who looks for a service, such as its ranking. */
    private static final String FOR_THE_SERVICE = "service.";

    private final SortedMap<String, AttributeDefinition> keys = new TreeMap<>();

    Definition(ObjectClassDefinition definition) {
        for (AttributeDefinition key :
                definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            keys.put(key.getID(), key);
        }
    }

    /**
     * The value as File Install would read it, had a person written it: text, or a list of texts.
     * Whoever checks it knows its type.
     *
     * @param items one, or each of a list
     */
    Object value(String key, List<String> items) {
        AttributeDefinition definition = keys.get(key);
        if (definition != null && definition.getCardinality() != 0) {
            return items.stream().filter(item -> !item.isEmpty()).toArray(String[]::new);
        }
        return items.size() == 1 ? items.get(0) : items.toArray(String[]::new);
    }

    /** What is wrong, as far as types and options tell; each with key, value, what is allowed. */
    List<String> problems(Map<String, Object> contents) {
        List<String> problems = new ArrayList<>();
        contents.forEach((key, value) -> problem(key, value).ifPresent(problems::add));
        return problems;
    }

    private Optional<String> problem(String key, Object value) {
        AttributeDefinition definition = keys.get(key);
        if (definition == null && key.startsWith(FOR_THE_SERVICE)) {
            return Optional.empty();
        }
        if (definition == null) {
            return Optional.of(
                    refusal(key, value, "there is no such key; the keys are " + names()));
        }
        boolean list = value instanceof Object[];
        if (list != (definition.getCardinality() != 0)) {
            return Optional.of(
                    refusal(key, value, "allowed is " + (list ? "one value" : "a list")));
        }
        List<String> items =
                list
                        ? Arrays.stream((Object[]) value).map(String::valueOf).toList()
                        : List.of(value.toString());
        return items.stream()
                .flatMap(item -> refusal(definition, item).stream())
                .map(allowed -> refusal(key, value, allowed))
                .findFirst();
    }

    /** Why an item is refused; Metatype takes a comma for the end of an item. */
    private static Optional<String> refusal(AttributeDefinition definition, String item) {
        String said = definition.validate(item.replace("\\", "\\\\").replace(",", "\\,"));
        if (said == null || said.isEmpty()) {
            return Optional.empty();
        }
        String[] options = definition.getOptionValues();
        return Optional.of(
                options == null ? said : "allowed is one of " + String.join(", ", options));
    }

    private static String refusal(String key, Object value, String why) {
        String shown =
                value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
        return key + " = \"" + shown + "\" is refused: " + why;
    }

    private String names() {
        return String.join(", ", keys.keySet());
    }
}
