/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.status;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.event.Marked;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.watch.Watch;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Table;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows the watches in force. */
public final class WatchesVerb implements Verb {
    private final Host host;

    public WatchesVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "watches";
    }

    @Override
    public String usage() {
        return "[--json]";
    }

    @Override
    public String summary() {
        return "the watches in force, and which of their paths are guarded";
    }

    @Override
    public String details() {
        return "A path that is not guarded yet is missing or cannot be watched; status says why.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        arguments.noOperands();
        Guard guard = host.guard();
        List<WatchStatus> watches = guard.watches();
        if (arguments.json()) {
            json(watches, terminal.out());
        } else if (watches.isEmpty()) {
            long generation = guard.status().generation();
            terminal.out()
                    .println(
                            "No watch is in force: nothing is guarded. Generation "
                                    + Human.number(generation));
        } else {
            text(watches, terminal.out());
        }
        return 0;
    }

    /** What was asked for, then what is guarded under another name. */
    private static Set<BytePath> paths(WatchStatus status) {
        Set<BytePath> paths = new LinkedHashSet<>(status.watch().paths());
        paths.addAll(status.guarded());
        return paths;
    }

    private static void text(List<WatchStatus> watches, PrintStream out) {
        Table table =
                new Table(
                        "WATCH",
                        "SCAN ON",
                        "PREVENTION",
                        "ON ERROR",
                        "ACTION",
                        "CACHE",
                        "DEADLINE",
                        "GUARDED",
                        "PATH");
        for (WatchStatus status : watches) {
            boolean first = true;
            for (BytePath path : paths(status)) {
                String guarded = status.guarded().contains(path) ? "yes" : "not yet";
                row(table, first ? status.watch() : null, guarded, path.toString());
                first = false;
            }
            if (first) {
                row(table, status.watch(), "no path", "");
            }
        }
        table.print(out, "");
        out.println("generation " + Human.number(watches.get(0).generation()) + " is in force");
        for (WatchStatus status : watches) {
            for (Marked marked : status.marked()) {
                out.printf(
                        "%s: %s is marked by %s: %s%n",
                        status.watch().name(), marked.path(), marked.mark().text(), marked.why());
            }
        }
    }

    /** A row of a watch, or where that is {@code null} a further path of the watch above. */
    private static void row(Table table, Watch watch, String guarded, String path) {
        if (watch == null) {
            table.row("", "", "", "", "", "", "", guarded, path);
        } else {
            table.row(
                    watch.name(),
                    watch.scanOn().text(),
                    Human.yesNo(watch.prevention()),
                    watch.onError().text(),
                    watch.action().text(),
                    watch.cache().text(),
                    Human.duration(watch.deadline()),
                    guarded,
                    path);
        }
    }

    private static void json(List<WatchStatus> watches, PrintStream out) throws IOException {
        JsonWriter json = Json.begin(out);
        json.beginArray();
        for (WatchStatus status : watches) {
            json.beginObject();
            json.name("name").value(status.watch().name());
            json.name("paths").beginArray();
            for (BytePath path : paths(status)) {
                json.beginObject();
                Json.path(json, path);
                json.name("guarded").value(status.guarded().contains(path));
                json.endObject();
            }
            json.endArray();
            json.name("generation").value(status.generation());
            json.name("marks").beginArray();
            for (Marked marked : status.marked()) {
                json.beginObject();
                Json.path(json, marked.path());
                json.name("mark").value(marked.mark().text());
                json.name("why").value(marked.why());
                json.endObject();
            }
            json.endArray();
            settings(json, status.watch());
            json.endObject();
        }
        json.endArray();
        Json.end(json, out);
    }

    private static void settings(JsonWriter json, Watch watch) throws IOException {
        json.name("scanOn").value(watch.scanOn().text());
        json.name("prevention").value(watch.prevention());
        json.name("mark").value(watch.mark().text());
        json.name("crossMounts").value(watch.crossMounts());
        json.name("onError").value(watch.onError().text());
        json.name("deadlineMillis").value(watch.deadline().toMillis());
        json.name("maxFileSize").value(watch.maxFileSize());
        json.name("oversize").value(watch.oversize().text());
        json.name("quietPeriodMillis").value(watch.quietPeriod().toMillis());
        json.name("action").value(watch.action().text());
        json.name("cache").value(watch.cache().text());
        json.name("catchUp").value(watch.catchUp());
        json.name("arrivals").value(watch.arrivals());
        json.name("scannerTarget").value(watch.scannerTarget());
        json.name("filterTarget").value(watch.filterTarget());
    }
}
