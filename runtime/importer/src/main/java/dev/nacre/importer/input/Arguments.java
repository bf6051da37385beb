/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import dev.nacre.importer.input.KnownOptions.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands after {@code nacre import}.
 *
 * @param conf the clamd.conf to read
 * @param etc the folder to write to, where named
 * @param json whether the answer is for machines
 * @param force whether files that are there already may be replaced
 * @param help whether only help is asked for
 * @param options those of clamonacc
 */
public record Arguments(
        Path conf,
        Optional<Path> etc,
        boolean json,
        boolean force,
        boolean help,
        List<Said> options) {
    /** What the options of clamonacc are said to come from. */
    static final String WHERE = "clamonacc";

    private static final String CONF = "/etc/clamav/clamd.conf";

    public Arguments {
        options = List.copyOf(options);
    }

    /** The file that an option names; as with clamonacc, the first where it is repeated. */
    Optional<Path> file(String option) {
        return options.stream()
                .filter(said -> said.option().equals(option))
                .findFirst()
                .map(Said::file);
    }

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public static Arguments parse(String... words) {
        return new Reading().read(List.of(words));
    }

    /** The words as getopt_long(3) reads them, but for abbreviations. */
    private static final class Reading {
        private final List<Said> options = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private Optional<Path> etc = Optional.empty();
        private boolean json;
        private boolean force;

        Arguments read(List<String> words) {
            for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
                String word = rest.next();
                if (word.equals("--")) {
                    rest.forEachRemaining(files::add);
                } else if (word.startsWith("--")) {
                    named(word, rest);
                } else if (word.startsWith("-") && word.length() > 1) {
                    letters(word.substring(1), rest);
                } else {
                    files.add(word);
                }
            }
            return finish();
        }

        private void named(String word, Iterator<String> rest) {
            String[] parts = word.split("=", 2);
            String name = parts[0];
            switch (name) {
                case "--json" -> json = true;
                case "--force" -> force = true;
                case "--etc" -> etc = Optional.of(Path.of(valueOf(parts, rest)));
                default -> {
                    Kind kind = KnownOptions.CLAMONACC.byName().get(name);
                    if (kind == null) {
                        throw new IllegalArgumentException(
                                "neither clamonacc nor nacre import has an option " + name);
                    }
                    boolean takes = !kind.type().equals("flag");
                    options.add(Said.ofText(WHERE, name, takes ? valueOf(parts, rest) : ""));
                }
            }
        }

        private static String valueOf(String[] parts, Iterator<String> rest) {
            String value = parts.length > 1 ? parts[1] : rest.hasNext() ? rest.next() : "";
            if (value.isEmpty()) {
                throw new IllegalArgumentException(parts[0] + " needs a value");
            }
            return value;
        }

        private void letters(String letters, Iterator<String> rest) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                String name =
                        KnownOptions.CLAMONACC
                                .named(letter)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "clamonacc has no option -" + letter));
                Map<String, Kind> kinds = KnownOptions.CLAMONACC.byName();
                if (kinds.get(name).type().equals("flag")) {
                    options.add(Said.ofText(WHERE, name, ""));
                } else {
                    String attached = letters.substring(i + 1);
                    String[] parts =
                            attached.isEmpty()
                                    ? new String[] {name}
                                    : new String[] {name, attached};
                    options.add(Said.ofText(WHERE, name, valueOf(parts, rest)));
                    return;
                }
            }
        }

        private Arguments finish() {
            boolean help = options.removeIf(said -> said.option().equals("--help"));
            if (files.size() > 1) {
                throw new IllegalArgumentException(
                        "one clamd.conf is read, and these are "
                                + Arrays.toString(files.toArray()));
            }
            Arguments arguments = new Arguments(Path.of(CONF), etc, json, force, help, options);
            Path conf =
                    files.stream()
                            .findFirst()
                            .map(Path::of)
                            .or(() -> arguments.file("--config-file"))
                            .orElse(arguments.conf());
            return new Arguments(conf, etc, json, force, help, options);
        }
    }
}
