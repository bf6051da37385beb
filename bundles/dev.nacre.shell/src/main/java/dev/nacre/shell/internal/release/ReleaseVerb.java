/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.release;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;

/** Has files closed that keep a file system from being unmounted. */
public final class ReleaseVerb implements Verb {
    private final Host host;

    public ReleaseVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "release";
    }

    @Override
    public String usage() {
        return "[--json] PATH";
    }

    @Override
    public String summary() {
        return "close the files below a folder that are kept open, so that it can be unmounted";
    }

    @Override
    public String details() {
        return "With cache = kernel, files that are opened often are kept open. They stay guarded;"
                + " for a minute none is kept open there again.\n"
                + "Exit code: 0 done, 2 not done.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("which folder?");
        }
        BytePath folder = Arguments.path(arguments.operands().get(0), terminal.directory());
        int closed = host.guard().release(folder);
        if (arguments.json()) {
            JsonWriter json = Json.begin(terminal.out());
            json.beginObject();
            Json.path(json, folder);
            json.name("closed").value(closed);
            json.endObject();
            Json.end(json, terminal.out());
        } else {
            terminal.out().println(folder + ": " + Human.number(closed) + " files closed");
        }
        return 0;
    }
}
