/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.api.file.BytePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a verb, told apart. Options and operands may be mixed; behind {@code --} all are
 * operands. {@code --name=VALUE} and {@code --name VALUE} are the same.
 *
 * @param flags the options given that stand alone
 * @param options the options given that have a value
 * @param operands all others, in order
 */
public record Arguments(Set<String> flags, Map<String, BytePath> options, List<BytePath> operands) {
    private static final String JSON = "--json";
    private static final String HELP = "--help";

    public Arguments {
        flags = Set.copyOf(flags);
        options = Map.copyOf(options);
        operands = List.copyOf(operands);
    }

    /** Tells apart what was given to {@code verb}. */
    public static Arguments of(Verb verb, List<BytePath> given) throws UsageException {
        Set<String> flags = new HashSet<>();
        Map<String, BytePath> options = new HashMap<>();
        List<BytePath> operands = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            BytePath argument = given.get(i);
            String text = argument.toString();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (text.equals("--")) {
                operands.addAll(given.subList(i + 1, given.size()));
                break;
            } else if (!text.startsWith("-") || text.equals("-")) {
                operands.add(argument);
            } else if (verb.options().contains(name)) {
                if (equals >= 0) {
                    options.put(name, tail(argument, equals + 1));
                } else if (++i < given.size()) {
                    options.put(name, given.get(i));
                } else {
                    throw new UsageException(name + " needs a value");
                }
            } else if (text.equals(JSON) || text.equals(HELP) || verb.flags().contains(text)) {
                flags.add(text);
            } else {
                throw new UsageException("there is no option " + text);
            }
        }
        return new Arguments(flags, options, operands);
    }

    /** What stands behind an option's name, which is ASCII: as many bytes as characters. */
    private static BytePath tail(BytePath argument, int from) {
        byte[] bytes = argument.bytes();
        return BytePath.of(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** Whether the result is wanted as JSON. */
    public boolean json() {
        return flags.contains(JSON);
    }

    public boolean help() {
        return flags.contains(HELP);
    }

    public Optional<BytePath> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * A path that the caller gave, made absolute.
     *
     * @param directory where the caller stands
     */
    public static BytePath path(BytePath given, BytePath directory) throws UsageException {
        if (given.length() == 0) {
            throw new UsageException("a path is empty");
        }
        return directory.resolve(given);
    }

    /** Refuses operands, for verbs that take none. */
    public void noOperands() throws UsageException {
        if (!operands.isEmpty()) {
            throw new UsageException("nothing is expected here: " + operands.get(0));
        }
    }
}
