/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.bundles;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Bundles.Installed;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Shows the parts of the host, and replaces or restarts one while it guards. */
public final class BundlesVerb implements Verb {
    private static final String RESTART = "restart";
    private static final String UPDATE = "update";

    private final Host host;

    /**
     * What came of it.
     *
     * @param done false: it is about to be
     * @param lasts whether the next start of the host finds the same
     */
    private record Done(String name, String what, boolean done, boolean lasts) {
        String inWords() {
            String words =
                    done
                            ? name + ": " + what
                            : name
                                    + " is being "
                                    + what
                                    + ", and with it what answers here; nacre status says when all"
                                    + " is well";
            return lasts
                    ? words
                    : words
                            + "; at its next start the host takes the one before, unless the jar is"
                            + " put in the place of that one";
        }
    }

    public BundlesVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "bundles";
    }

    @Override
    public String usage() {
        return "[--json] [restart NAME | update NAME [JAR]]";
    }

    @Override
    public String summary() {
        return "show what the host is made of; replace or restart a part while it guards";
    }

    @Override
    public String details() {
        return "update reads the jar again that the bundle came from, in repository/ or plugins/, or"
                + " JAR in its place, until the next start of the host; what uses the bundle is"
                + " started anew.\n"
                + "Exit code: 0 done, or about to be done; 2 not done.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        List<BytePath> operands = arguments.operands();
        if (operands.isEmpty()) {
            list(arguments.json(), terminal);
            return 0;
        }
        String action = operands.get(0).toString();
        if (action.equals(RESTART) && operands.size() == 2) {
            String name = operands.get(1).toString();
            tell(
                    new Done(
                            name,
                            "restarted",
                            host.bundles().restart(name, terminal.caller()),
                            true),
                    arguments.json(),
                    terminal);
        } else if (action.equals(UPDATE) && (operands.size() == 2 || operands.size() == 3)) {
            String name = operands.get(1).toString();
            Optional<BytePath> jar =
                    operands.size() == 2
                            ? Optional.empty()
                            : Optional.of(Arguments.path(operands.get(2), terminal.directory()));
            boolean done = host.bundles().update(name, jar, terminal.caller());
            tell(new Done(name, "updated", done, jar.isEmpty()), arguments.json(), terminal);
        } else {
            throw new UsageException("what is to be done to which bundle?");
        }
        return 0;
    }

    private void list(boolean asJson, Terminal terminal) throws IOException {
        if (asJson) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginArray();
            for (Installed bundle : host.bundles().all()) {
                json.beginObject();
                json.name("id").value(bundle.id());
                json.name("name").value(bundle.name());
                json.name("version").value(bundle.version());
                json.name("state").value(bundle.state());
                json.endObject();
            }
            json.endArray();
            Json.end(json, terminal.out());
        } else {
            Table table = new Table("ID", "NAME", "VERSION", "STATE");
            for (Installed bundle : host.bundles().all()) {
                table.row(
                        Long.toString(bundle.id()),
                        bundle.name(),
                        bundle.version(),
                        bundle.state());
            }
            table.print(terminal.out(), "");
        }
    }

    private static void tell(Done deed, boolean asJson, Terminal terminal) throws IOException {
        if (asJson) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginObject();
            json.name("name").value(deed.name());
            json.name("done").value(deed.done());
            json.name("lasts").value(deed.lasts());
            json.endObject();
            Json.end(json, terminal.out());
        } else {
            terminal.out().println(deed.inWords());
        }
    }
}
