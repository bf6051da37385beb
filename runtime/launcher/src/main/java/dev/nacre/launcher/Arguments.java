/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands after {@code nacre run}.
 *
 * @param etc folder of the configurations, where given
 * @param var folder of what the host keeps, where given
 * @param with names of the optional features to start, too
 * @param without names of the features to leave out
 */
record Arguments(Optional<Path> etc, Optional<Path> var, Set<String> with, Set<String> without) {
    private static final String USAGE =
            "usage: nacre run [--etc DIR] [--var DIR] [--with FEATURE]... [--without FEATURE]...";

    Arguments {
        with = Set.copyOf(with);
        without = Set.copyOf(without);
    }

    static Arguments parse(List<String> words) throws Refusal {
        Optional<Path> etc = Optional.empty();
        Optional<Path> var = Optional.empty();
        Set<String> with = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--etc" -> etc = Optional.of(Path.of(valueOf(option, rest)));
                case "--var" -> var = Optional.of(Path.of(valueOf(option, rest)));
                case "--with" -> with.add(valueOf(option, rest));
                case "--without" -> without.add(valueOf(option, rest));
                default -> throw new Refusal("unknown argument " + option + "; " + USAGE);
            }
        }
        return new Arguments(etc, var, with, without);
    }

    private static String valueOf(String option, Iterator<String> rest) throws Refusal {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty()) {
            throw new Refusal(option + " needs a value; " + USAGE);
        }
        return value;
    }
}
