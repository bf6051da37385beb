/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.quarantine;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what is in quarantine, gives it back, or deletes it. */
public final class QuarantineVerb implements Verb {
    private static final String TO = "--to";

    private final Host host;

    public QuarantineVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public String usage() {
        return "[--json] list | show ID | restore ID [--to PATH] | delete ID";
    }

    @Override
    public String summary() {
        return "infected files that were taken away: list, give back, delete";
    }

    @Override
    public String details() {
        return "The first characters of an ID are enough where they fit but one.\n"
                + "A file that is given back is not taken again until it changes.\n"
                + "Exit code: 0 done, 2 not.";
    }

    @Override
    public Set<String> options() {
        return Set.of(TO);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        if (arguments.operands().isEmpty()) {
            throw new UsageException("list, show, restore or delete?");
        }
        String action = arguments.operands().get(0).toString();
        if (arguments.option(TO).isPresent() && !action.equals("restore")) {
            throw new UsageException(TO + " goes with restore only");
        }
        switch (action) {
            case "list" -> list(arguments, terminal);
            case "show" -> show(arguments, terminal);
            case "restore" -> restore(arguments, terminal);
            case "delete" -> delete(arguments, terminal);
            default ->
                    throw new UsageException(
                            "list, show, restore or delete is expected, not " + action);
        }
        return 0;
    }

    private void list(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        if (arguments.operands().size() > 1) {
            throw new UsageException("nothing is expected after list");
        }
        List<QuarantineEntry> entries = host.quarantine().list();
        if (arguments.json()) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginArray();
            for (QuarantineEntry entry : entries) {
                Entries.json(json, entry);
            }
            json.endArray();
            Json.end(json, terminal.out());
        } else if (entries.isEmpty()) {
            terminal.out().println("Nothing is in quarantine.");
        } else {
            Entries.table(entries, terminal.out());
        }
    }

    private void show(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        QuarantineEntry entry = find(host.quarantine(), arguments);
        if (arguments.json()) {
            JsonWriter json = Json.begin(terminal.out());
            Entries.json(json, entry);
            Json.end(json, terminal.out());
        } else {
            Entries.text(entry, terminal.out());
        }
    }

    private void restore(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        Optional<BytePath> target = Optional.empty();
        if (arguments.option(TO).isPresent()) {
            target = Optional.of(Arguments.path(arguments.option(TO).get(), terminal.directory()));
        }
        Quarantine quarantine = host.quarantine();
        QuarantineEntry entry = find(quarantine, arguments);
        BytePath path = quarantine.restore(entry.id(), target);
        if (arguments.json()) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginObject();
            json.name("id").value(entry.id());
            Json.path(json, path);
            json.endObject();
            Json.end(json, terminal.out());
        } else {
            terminal.out().println("Gave back " + entry.id() + " (" + entry.signature() + ") to");
            terminal.out().println(path);
        }
    }

    private void delete(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        Quarantine quarantine = host.quarantine();
        QuarantineEntry entry = find(quarantine, arguments);
        quarantine.delete(entry.id());
        if (arguments.json()) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginObject();
            json.name("id").value(entry.id());
            json.endObject();
            Json.end(json, terminal.out());
        } else {
            terminal.out().println("Deleted " + entry.id() + ", for good.");
        }
    }

    /** The entry whose id is, or is alone in beginning with, what was given. */
    private static QuarantineEntry find(Quarantine quarantine, Arguments arguments)
            throws UsageException, IOException {
        if (arguments.operands().size() != 2 || arguments.operands().get(1).length() == 0) {
            throw new UsageException("one ID is expected after " + arguments.operands().get(0));
        }
        String given = arguments.operands().get(1).toString().toLowerCase(Locale.ROOT);
        Optional<QuarantineEntry> exact = quarantine.find(given);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<QuarantineEntry> matches =
                quarantine.list().stream().filter(entry -> entry.id().startsWith(given)).toList();
        if (matches.isEmpty()) {
            throw new IOException(
                    "Nothing in quarantine has the ID "
                            + given
                            + "; quarantine list shows what is there");
        }
        if (matches.size() > 1) {
            String ids =
                    matches.stream().map(QuarantineEntry::id).collect(Collectors.joining(", "));
            throw new IOException("Several IDs begin with " + given + ": " + ids);
        }
        return matches.get(0);
    }
}
