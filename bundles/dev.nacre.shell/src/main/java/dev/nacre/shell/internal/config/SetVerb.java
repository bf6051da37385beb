/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.config;

import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes a configuration. */
public final class SetVerb implements Verb {
    private final Host host;

    public SetVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String usage() {
        return "[--json] PID KEY=VALUE...";
    }

    @Override
    public String summary() {
        return "change a configuration: checked first, in force at once, kept in etc/";
    }

    @Override
    public String details() {
        return "PID is the name of the file in etc/ without .cfg, such as dev.nacre.watch-home; it"
                + " is made where it is missing.\n"
                + "A key that holds a list is given once for each of its items, and as KEY= for an"
                + " empty one.\n"
                + "Exit code: 0 in force, 1 refused and nothing changed, 2 not done.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException, InterruptedException {
        if (arguments.operands().size() < 2) {
            throw new UsageException("which configuration, and what of it?");
        }
        String pid = Words.text(arguments.operands().get(0));
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (var operand : arguments.operands().subList(1, arguments.operands().size())) {
            String text = Words.text(operand);
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new UsageException("not of the form KEY=VALUE: " + operand);
            }
            values.computeIfAbsent(text.substring(0, equals).strip(), key -> new ArrayList<>())
                    .add(text.substring(equals + 1));
        }
        return new Change(host, pid, arguments.json())
                .make(
                        editor -> editor.change(pid, values, Set.of(), terminal.caller()),
                        "in force",
                        terminal);
    }
}
