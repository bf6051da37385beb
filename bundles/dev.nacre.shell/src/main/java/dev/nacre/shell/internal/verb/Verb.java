/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.shell.Terminal;
import java.io.IOException;
import java.util.Set;

/** One thing that people can ask for. Any thread, several at once. */
public interface Verb {
    String name();

    /** What follows the name, such as {@code [--json] PATH...}. */
    String usage();

    /** What it does, in one line without a full stop. */
    String summary();

    /** Further lines of help: options and exit codes. */
    String details();

    /** The options it takes that stand alone, besides {@code --json} and {@code --help}. */
    default Set<String> flags() {
        return Set.of();
    }

    /** The options it takes that are followed by a value. */
    default Set<String> options() {
        return Set.of();
    }

    /**
     * Does it.
     *
     * @return the exit code
     * @throws UsageException where the arguments make no sense
     * @throws Unavailable where a part of the host that it needs is not there
     * @throws IOException with a message for people
     * @throws InterruptedException where nobody waits for the result any more
     */
    int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException, InterruptedException;
}
