/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.plugins;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.plugin.Plugin;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Style;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Shows what lies in plugins, and what has become of it. */
public final class PluginsVerb implements Verb {
    private final Host host;

    public PluginsVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public String usage() {
        return "[--json]";
    }

    @Override
    public String summary() {
        return "the plugins, and why one is refused";
    }

    @Override
    public String details() {
        return "A jar that is put into plugins/ is used within two seconds; taken away, it is"
                + " stopped.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        arguments.noOperands();
        List<Plugin> plugins = host.plugins().list();
        if (arguments.json()) {
            json(plugins, terminal.out());
        } else if (plugins.isEmpty()) {
            terminal.out().println("There are no plugins.");
        } else {
            text(plugins, terminal);
        }
        return 0;
    }

    private static void text(List<Plugin> plugins, Terminal terminal) {
        Table table = new Table("FILE", "BUNDLE", "VERSION", "STATE");
        for (Plugin plugin : plugins) {
            table.row(
                    plugin.file().toString(),
                    plugin.symbolicName(),
                    plugin.version(),
                    plugin.state().text());
        }
        table.print(terminal.out(), "");
        Style style = new Style(terminal);
        for (Plugin plugin : plugins) {
            if (!plugin.reason().isEmpty()) {
                terminal.out().println(style.doubtful(plugin.file() + ": " + plugin.reason()));
            }
        }
    }

    private static void json(List<Plugin> plugins, PrintStream out) throws IOException {
        JsonWriter json = Json.begin(out);
        json.beginArray();
        for (Plugin plugin : plugins) {
            json.beginObject();
            json.name("file").value(plugin.file().toString());
            json.name("symbolicName").value(plugin.symbolicName());
            json.name("version").value(plugin.version());
            json.name("state").value(plugin.state().text());
            json.name("reason").value(plugin.reason());
            json.endObject();
        }
        json.endArray();
        Json.end(json, out);
    }
}
