/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.text;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What all results in JSON have in common. */
public final class Json {
    private Json() {}

    /** A writer of indented JSON; the caller calls {@link #end} when all is written. */
    public static JsonWriter begin(PrintStream out) {
        JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        json.setIndent("  ");
        return json;
    }

    /** Ends the text with a new line; the stream stays open. */
    public static void end(JsonWriter json, PrintStream out) throws IOException {
        json.flush();
        out.println();
    }

    /**
     * Writes {@code path} in the form of {@link BytePath#toString}, and where that is not the name
     * as it stands {@code pathHex} with its very bytes.
     */
    public static void path(JsonWriter json, BytePath path) throws IOException {
        String shown = path.toString();
        json.name("path").value(shown);
        if (!Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), path.bytes())) {
            json.name("pathHex").value(path.hex());
        }
    }

    /** Writes an object of numbers, sorted by name. */
    public static void numbers(JsonWriter json, String name, Map<String, Long> numbers)
            throws IOException {
        json.name(name).beginObject();
        for (Map.Entry<String, Long> entry : new TreeMap<>(numbers).entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
    }
}
