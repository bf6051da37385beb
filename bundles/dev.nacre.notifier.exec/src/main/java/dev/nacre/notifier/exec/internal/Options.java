/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

import dev.nacre.api.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What is run, and how.
 *
 * @param command the absolute path of a program, then its arguments
 * @param environment further variables, each {@code NAME=value}
 * @param user whom it runs as; empty: as we do
 * @param timeout how long it may take
 */
record Options(List<String> command, List<String> environment, String user, Duration timeout) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    Options {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static Options of(Settings settings) {
        List<String> command = settings.texts("command");
        if (command.isEmpty() || !command.get(0).matches("/[^=]*")) {
            settings.problem(
                    "command",
                    command.isEmpty() ? "" : command.get(0),
                    "it begins with the absolute path of a program, without =");
        }
        return new Options(
                command,
                settings.list(
                        "environment",
                        "variables as NAME=value",
                        text -> {
                            if (!text.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
                                throw new IllegalArgumentException();
                            }
                            return text;
                        }),
                settings.parse(
                        "user",
                        "the name of a user",
                        text -> {
                            // useradd(8), CAVEATS; and nothing that an option could be.
                            if (!text.matches("([A-Za-z_][A-Za-z0-9_.-]*[$]?)?")) {
                                throw new IllegalArgumentException();
                            }
                            return text;
                        }),
                settings.duration("timeout", SHORTEST, LONGEST));
    }
}
