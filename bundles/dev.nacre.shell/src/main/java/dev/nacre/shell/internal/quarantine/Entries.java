/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.quarantine;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** How files in quarantine are shown. */
final class Entries {
    private Entries() {}

    static void table(List<QuarantineEntry> entries, PrintStream out) {
        Table table = new Table("ID", "TAKEN", "SIZE", "SIGNATURE", "PATH");
        for (QuarantineEntry entry : entries) {
            table.row(
                    entry.id(),
                    Human.time(entry.taken()),
                    Human.size(entry.size()),
                    entry.signature(),
                    entry.path().toString());
        }
        table.print(out, "");
    }

    static void text(QuarantineEntry entry, PrintStream out) {
        new Table()
                .row("id", entry.id())
                .row("path", entry.path().toString())
                .row("signature", entry.signature())
                .row("taken", Human.time(entry.taken()))
                .row("size", Human.size(entry.size()) + ", " + entry.size() + " bytes")
                .row("sha256", entry.sha256())
                .row("owner", "uid " + entry.uid() + ", gid " + entry.gid())
                .row("mode", mode(entry))
                .row("modified", Human.time(entry.modified()))
                .row("names", names(entry))
                .print(out, "");
    }

    private static String names(QuarantineEntry entry) {
        return entry.links() > 1
                ? entry.links() + ": others led to the same file and may still do"
                : Integer.toString(entry.links());
    }

    private static String mode(QuarantineEntry entry) {
        return String.format(Locale.ROOT, "%04o", entry.mode());
    }

    static void json(JsonWriter json, QuarantineEntry entry) throws IOException {
        json.beginObject();
        json.name("id").value(entry.id());
        Json.path(json, entry.path());
        json.name("signature").value(entry.signature());
        json.name("taken").value(entry.taken().toString());
        json.name("size").value(entry.size());
        json.name("sha256").value(entry.sha256());
        json.name("uid").value(entry.uid());
        json.name("gid").value(entry.gid());
        json.name("mode").value(mode(entry));
        json.name("modified").value(entry.modified().toString());
        json.name("links").value(entry.links());
        json.endObject();
    }
}
