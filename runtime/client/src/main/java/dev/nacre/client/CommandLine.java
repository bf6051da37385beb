/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arguments, with {@code --var DIR} taken out: it says whom to ask, and is not for the host.
 *
 * @param var the folder named; empty where none was
 * @param arguments what is left, for the host
 */
record CommandLine(Optional<byte[]> var, List<byte[]> arguments) {
    private static final byte[] VAR = "--var".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VAR_IS = "--var=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "--".getBytes(StandardCharsets.US_ASCII);

    /**
     * Takes {@code --var} out of all that stands before {@code --}.
     *
     * @throws IllegalArgumentException where it lacks its folder
     */
    static CommandLine of(List<byte[]> given) {
        Optional<byte[]> var = Optional.empty();
        List<byte[]> rest = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            byte[] argument = given.get(i);
            if (Arrays.equals(argument, END)) {
                rest.addAll(given.subList(i, given.size()));
                break;
            } else if (Arrays.equals(argument, VAR)) {
                i++;
                var = Optional.of(i < given.size() ? given.get(i) : new byte[0]);
            } else if (startsWith(argument, VAR_IS)) {
                var = Optional.of(Arrays.copyOfRange(argument, VAR_IS.length, argument.length));
            } else {
                rest.add(argument);
            }
        }
        if (var.isPresent() && var.get().length == 0) {
            throw new IllegalArgumentException("--var needs a folder");
        }
        return new CommandLine(var, rest);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** Whether help is asked for, which needs no host. */
    boolean asksForHelp() {
        return arguments.size() == 1 && (is("help") || is("--help"));
    }

    private boolean is(String word) {
        return Arrays.equals(arguments.get(0), word.getBytes(StandardCharsets.US_ASCII));
    }
}
