/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import dev.nacre.itests.docs.Definition.Key;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the configuration reference, in Markdown. */
final class Reference {
    private Reference() {}

    /**
     * @param template with a line {@code @contents@} and a line {@code @reference@}
     */
    static String of(String template, List<Definition> definitions) {
        return template.replace(
                        "@contents@",
                        definitions.stream()
                                .map(Reference::contents)
                                .collect(Collectors.joining("\n")))
                .replace(
                        "@reference@",
                        definitions.stream()
                                .map(Reference::section)
                                .collect(Collectors.joining("\n\n")));
    }

    private static String contents(Definition definition) {
        String anchor = definition.pid().replace(".", "");
        return "- [`" + definition.pid() + "`](#" + anchor + ")";
    }

    private static String section(Definition definition) {
        String pid = definition.pid();
        String file =
                definition.factory()
                        ? "One file for each: `etc/" + pid + "-NAME.cfg`."
                        : "File: `etc/" + pid + ".cfg`.";
        return "## "
                + pid
                + "\n\n"
                + plain(definition.description())
                + "\n\n"
                + file
                + "\n\n| key | type | default | meaning |\n|---|---|---|---|\n"
                + definition.keys().stream().map(Reference::row).collect(Collectors.joining("\n"));
    }

    private static String row(Key key) {
        return Stream.of(code(key.id()), type(key), code(defaultValue(key)), meaning(key))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String type(Key key) {
        if (!key.options().isEmpty()) {
            return "one of the values below";
        }
        String one = key.type().equals("Boolean") ? "`true` or `false`" : "text";
        return key.many() ? "list of texts" : one;
    }

    /** As it is written in a file. */
    private static String defaultValue(Key key) {
        if (!key.many()) {
            return '"' + key.defaultValue() + '"';
        }
        return Stream.of(key.defaultValue().split(","))
                .filter(item -> !item.isEmpty())
                .map(item -> '"' + item + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String meaning(Key key) {
        String options =
                key.options().entrySet().stream()
                        .map(option -> "<br>" + option(option.getKey(), option.getValue()))
                        .collect(Collectors.joining());
        return plain(key.description()) + options;
    }

    /** A label repeats its value, because it stands alone in the web console. */
    private static String option(String value, String label) {
        if (label.equals(value)) {
            return code(value);
        }
        return code(value) + ": " + plain(label.replaceFirst("^[a-z-]+: ", ""));
    }

    private static String code(String text) {
        return '`' + text.replace("|", "\\|") + '`';
    }

    /** What Markdown would take for a sign of its own. */
    private static String plain(String text) {
        return text.replaceAll("[\\\\*_|<>\\[\\]`]", "\\\\$0");
    }
}
