/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Mistakes.Mistake;
import dev.nacre.importer.input.Said;
import dev.nacre.importer.translation.Draft;
import java.nio.file.Path;
import java.util.List;

/** What is said of an import, to people or to machines. */
final class Report {
    private Report() {}

    /** To people: what was written, what holds, and what does not. */
    static String text(Path etc, Draft draft, long others) {
        StringBuilder text = new StringBuilder("Written to " + etc + ":\n");
        draft.files().forEach(file -> text.append("  ").append(file.name()).append('\n'));
        text.append("Carried over:\n");
        draft.carried().forEach(c -> line(text, c.said(), c.how()));
        if (!draft.left().isEmpty()) {
            text.append("Not carried over:\n");
            draft.left().forEach(l -> line(text, l.said(), l.why()));
        }
        if (others > 0) {
            text.append(others)
                    .append(" other settings are about clamd alone, and stay in force there.\n");
        }
        return text.append("Stop clamonacc before Nacre guards: two guards ask each file twice. A")
                .append(" host that runs\nhas the files already.\n")
                .toString();
    }

    private static void line(StringBuilder text, Said said, String what) {
        text.append("  ").append(said).append("\n      ").append(what).append('\n');
    }

    /** To machines: {@code etc}, {@code files}, {@code carried}, {@code left}, {@code others}. */
    static JsonObject json(Path etc, Draft draft, long others) {
        JsonObject json = new JsonObject();
        json.addProperty("etc", etc.toString());
        JsonArray files = new JsonArray();
        draft.files().stream().map(CfgFile::name).forEach(files::add);
        json.add("files", files);
        JsonArray carried = new JsonArray();
        draft.carried().forEach(c -> carried.add(json(c.said(), "how", c.how())));
        json.add("carried", carried);
        JsonArray left = new JsonArray();
        draft.left().forEach(l -> left.add(json(l.said(), "why", l.why())));
        json.add("left", left);
        json.addProperty("others", others);
        return json;
    }

    private static JsonObject json(Said said, String key, String what) {
        JsonObject json = new JsonObject();
        json.addProperty("where", said.where());
        json.addProperty("option", said.option());
        json.addProperty("value", said.shown());
        json.addProperty(key, what);
        return json;
    }

    /** To machines: why nothing was written, as {@code mistakes} with {@code where}, message. */
    static JsonObject json(List<Mistake> mistakes) {
        JsonArray array = new JsonArray();
        for (Mistake mistake : mistakes) {
            JsonObject object = new JsonObject();
            object.addProperty("where", mistake.where());
            object.addProperty("message", mistake.message());
            array.add(object);
        }
        JsonObject json = new JsonObject();
        json.add("mistakes", array);
        return json;
    }
}
