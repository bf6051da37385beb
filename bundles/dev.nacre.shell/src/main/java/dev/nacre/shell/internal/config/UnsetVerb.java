/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.config;

import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Has defaults hold again, or takes a configuration away. */
public final class UnsetVerb implements Verb {
    private static final String ALL = "--all";

    private final Host host;

    public UnsetVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "unset";
    }

    @Override
    public String usage() {
        return "[--json] PID KEY... | [--json] --all PID";
    }

    @Override
    public String summary() {
        return "have the defaults of keys hold again, or take a configuration away";
    }

    @Override
    public String details() {
        return "--all deletes the configuration and its file in etc/.\n"
                + "Exit code: 0 in force, 1 refused and nothing changed, 2 not done.";
    }

    @Override
    public Set<String> flags() {
        return Set.of(ALL);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException, InterruptedException {
        boolean all = arguments.flags().contains(ALL);
        if (all ? arguments.operands().size() != 1 : arguments.operands().size() < 2) {
            throw new UsageException("which configuration, and which keys of it?");
        }
        String pid = Words.text(arguments.operands().get(0));
        Set<String> keys =
                arguments.operands().stream().skip(1).map(Words::text).collect(Collectors.toSet());
        Change change = new Change(host, pid, arguments.json());
        return all
                ? change.make(editor -> editor.remove(pid, terminal.caller()), "deleted", terminal)
                : change.make(
                        editor -> editor.change(pid, Map.of(), keys, terminal.caller()),
                        "in force",
                        terminal);
    }
}
