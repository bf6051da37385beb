/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.explain;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.guard.Explanation;
import dev.nacre.api.guard.Guard;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.FileTree.Found;
import dev.nacre.shell.internal.verb.FileTree.Kind;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says whether an access would be scanned, and why or why not. */
public final class ExplainVerb implements Verb {
    private static final String KIND = "--kind";
    private static final String PID = "--pid";
    private static final String USER = "--user";

    /** A file that is not there yet is taken to get some content: empty ones need no scan. */
    private static final long SOME_SIZE = 1;

    private final Host host;

    public ExplainVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String usage() {
        return "[--json] [--kind KIND] [--pid PID | --user USER] PATH";
    }

    @Override
    public String summary() {
        return "whether a file would be scanned, by which watch, or why not";
    }

    @Override
    public String details() {
        return "--kind KIND  only this access: "
                + kinds()
                + "; all of them otherwise\n"
                + "--pid PID    as if this running process made the access\n"
                + "--user USER  as if a process of this user did, named or by id\n"
                + "Exit code: 0 it would be scanned, 1 it would not, 2 this cannot be told.";
    }

    @Override
    public Set<String> options() {
        return Set.of(KIND, PID, USER);
    }

    private static String kinds() {
        return Arrays.stream(AccessKind.values())
                .map(AccessKind::text)
                .collect(Collectors.joining(", "));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("one path is expected");
        }
        BytePath path = Arguments.path(arguments.operands().get(0), terminal.directory());
        List<AccessKind> kinds = kinds(arguments);
        Optional<Accessor> process = process(arguments);
        Guard guard = host.guard();
        Found found = find(path);
        Map<AccessKind, Explanation> explanations = new TreeMap<>();
        for (AccessKind kind : kinds) {
            explanations.put(
                    kind,
                    guard.explain(
                            new AskedAccess(
                                    kind,
                                    found.location(),
                                    found.size(),
                                    found.fileSystem(),
                                    process)));
        }
        if (arguments.json()) {
            json(found, explanations, terminal.out());
        } else {
            text(found, explanations, terminal.out());
        }
        return explanations.values().stream().anyMatch(Explanation::scanned) ? 0 : 1;
    }

    private static List<AccessKind> kinds(Arguments arguments) throws UsageException {
        if (arguments.option(KIND).isEmpty()) {
            return List.of(AccessKind.values());
        }
        String text = arguments.option(KIND).get().toString();
        for (AccessKind kind : AccessKind.values()) {
            if (kind.text().equals(text)) {
                return List.of(kind);
            }
        }
        throw new UsageException(KIND + " is one of " + kinds() + ", not " + text);
    }

    private Optional<Accessor> process(Arguments arguments) throws UsageException, IOException {
        if (arguments.option(PID).isEmpty()) {
            return arguments.option(USER).isEmpty()
                    ? Optional.empty()
                    : processOf(arguments.option(USER).get().toString());
        }
        if (arguments.option(USER).isPresent()) {
            throw new UsageException(PID + " says whose the process is, without " + USER);
        }
        String text = arguments.option(PID).get().toString();
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException(PID + " is the id of a process, not " + text);
        }
        Optional<Accessor> process = host.process(Integer.parseInt(text));
        if (process.isEmpty()) {
            throw new IOException("There is no process " + text);
        }
        return process;
    }

    private Optional<Accessor> processOf(String user) throws IOException {
        Optional<Accessor> process = host.processOf(user);
        if (process.isEmpty()) {
            throw new IOException("There is no user " + user);
        }
        return process;
    }

    /** What is there, or a file that could come to be there. */
    private Found find(BytePath path) throws IOException {
        FileTree tree = host.tree();
        try {
            Found found = tree.find(path);
            if (found.kind() == Kind.FOLDER) {
                throw new IOException(path + " is a folder; name a file, be it one to come");
            }
            return found;
        } catch (IOException e) {
            if (!tree.isMissing(e)) {
                throw e;
            }
            Found parent = tree.find(path.parent());
            Location folder = parent.location();
            Location location =
                    new Location(
                            folder.path().resolve(path.name()),
                            folder.canonical().resolve(path.name()),
                            folder.ours());
            return new Found(location, Kind.FILE, SOME_SIZE, parent.fileSystem());
        }
    }

    private static void text(
            Found found, Map<AccessKind, Explanation> explanations, PrintStream out) {
        out.println(found.location().path());
        Table table = new Table("ACCESS", "SCANNED", "WATCH", "FILTER", "WHY");
        explanations.forEach(
                (kind, explanation) ->
                        table.row(
                                kind.text(),
                                Human.yesNo(explanation.scanned()),
                                explanation.watch().orElse("-"),
                                explanation.filter().orElse("-"),
                                explanation.reason()));
        table.print(out, "");
    }

    private static void json(
            Found found, Map<AccessKind, Explanation> explanations, PrintStream out)
            throws IOException {
        JsonWriter json = Json.begin(out);
        json.beginObject();
        Json.path(json, found.location().path());
        json.name("accesses").beginArray();
        for (Map.Entry<AccessKind, Explanation> entry : explanations.entrySet()) {
            Explanation explanation = entry.getValue();
            json.beginObject();
            json.name("kind").value(entry.getKey().text());
            json.name("scanned").value(explanation.scanned());
            json.name("watch").value(explanation.watch().orElse(null));
            json.name("filter").value(explanation.filter().orElse(null));
            json.name("reason").value(explanation.reason());
            json.endObject();
        }
        json.endArray();
        json.endObject();
        Json.end(json, out);
    }
}
