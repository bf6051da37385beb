/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.PrintStream;
import java.util.Map;

/** Says what there is to say. */
final class HelpVerb implements Verb {
    private final Map<String, Verb> verbs;

    /**
     * @param verbs all verbs by their names, in the order people read them; may still grow
     */
    HelpVerb(Map<String, Verb> verbs) {
        this.verbs = verbs;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "[VERB]";
    }

    @Override
    public String summary() {
        return "what can be asked, or all about one verb";
    }

    @Override
    public String details() {
        return "VERB --help says the same.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.operands().isEmpty()) {
            overview(terminal.out());
            return 0;
        }
        String name = arguments.operands().get(0).toString();
        Verb verb = verbs.get(name);
        if (verb == null) {
            throw new UsageException("there is no verb " + name);
        }
        about(verb, terminal.out());
        return 0;
    }

    /** All verbs, a line each. */
    void overview(PrintStream out) {
        out.println("usage: nacre VERB [ARGUMENT]...");
        Table table = new Table();
        table.row("run", "start the host, in the foreground");
        table.row("archive", "lay its classes out beforehand, so that it starts sooner");
        table.row("import", "write configurations that do what a clamd.conf told clamonacc");
        verbs.values().forEach(verb -> table.row(verb.name(), verb.summary()));
        table.print(out, "  ");
        out.println("Every verb takes --help, and --var DIR: the var folder of the host to ask.");
    }

    /** All about one verb. */
    static void about(Verb verb, PrintStream out) {
        usage(verb, out);
        out.println(verb.summary());
        out.println(verb.details());
    }

    /** The line that says how a verb is called. */
    static void usage(Verb verb, PrintStream out) {
        out.println("usage: nacre " + verb.name() + " " + verb.usage());
    }
}
