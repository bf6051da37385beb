/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options that ClamAV knows, by their names. Immutable.
 *
 * @param byName in the order of the list
 */
public record KnownOptions(Map<String, Kind> byName) {
    /** Those of clamd.conf(5). */
    public static final KnownOptions CLAMD = read("clamd.options", 1);

    /** Those of clamonacc(8), by their long names, with {@code --}. */
    public static final KnownOptions CLAMONACC = read("clamonacc.options", 2);

    /**
     * What an option takes.
     *
     * @param letter its short form; {@code -} where it has none
     * @param type {@code flag}, {@code number}, {@code size} or {@code text}
     * @param remarks {@code multiple} where it may be repeated, {@code deprecated} where clamd
     *     disregards it
     */
    public record Kind(String letter, String type, Set<String> remarks) {
        /** What is wrong with a value; empty where nothing is. The rules of optparser.c. */
        Optional<String> objection(String value) {
            return switch (type) {
                case "flag" -> unless(value.matches("(?i)yes|true|1|no|false|0"), "yes or no");
                case "number" -> unless(value.matches("\\d{1,9}"), "a whole number");
                case "size" -> unless(value.matches("(?i)\\d+[KMG]?"), "a size such as 25M");
                default -> Optional.empty();
            };
        }

        private static Optional<String> unless(boolean right, String allowed) {
            return right ? Optional.empty() : Optional.of("allowed is " + allowed);
        }
    }

    private static KnownOptions read(String resource, int type) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        try (InputStream in = KnownOptions.class.getResourceAsStream(resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .forEach(words -> kinds.put(nameOf(words, type), kindOf(words, type)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KnownOptions(kinds);
    }

    private static String nameOf(List<String> words, int type) {
        return type == 1 ? words.get(0) : "--" + words.get(0);
    }

    private static Kind kindOf(List<String> words, int type) {
        return new Kind(
                type == 1 ? "-" : words.get(1),
                words.get(type),
                Set.copyOf(words.subList(type + 1, words.size())));
    }

    /** The name of the option with this letter. */
    Optional<String> named(char letter) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().letter().equals(String.valueOf(letter)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A name that is spelled alike but for upper and lower case. */
    Optional<String> like(String name) {
        return byName.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }

    boolean isMultiple(String name) {
        return byName.get(name).remarks().contains("multiple");
    }

    /** Whether clamd itself passes over it. */
    public boolean isDeprecated(String name) {
        return byName.containsKey(name) && byName.get(name).remarks().contains("deprecated");
    }

    @Override
    public String toString() {
        return Arrays.toString(byName.keySet().toArray());
    }
}
