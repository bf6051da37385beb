/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.scan.Verdict;
import dev.nacre.shell.internal.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * The findings for machines; its keys are promised in README.md. They are written as they come, so
 * that the memory used does not depend on their number.
 */
final class JsonReport implements Report {
    private final PrintStream out;
    private final JsonWriter json;

    JsonReport(PrintStream out) throws IOException {
        this.out = out;
        this.json = Json.begin(out);
        json.beginObject().name("results").beginArray();
    }

    @Override
    public void infected(BytePath path, Verdict.Infected verdict) {
        write(
                () -> {
                    begin(path, "infected");
                    json.name("signature").value(verdict.signature());
                    json.endObject();
                });
    }

    @Override
    public void unscanned(BytePath path, Verdict.Unscanned verdict) {
        write(
                () -> {
                    begin(path, "unscanned");
                    json.name("reason").value(verdict.reason().text());
                    json.name("detail").value(verdict.detail());
                    json.endObject();
                });
    }

    private void begin(BytePath path, String verdict) throws IOException {
        json.beginObject();
        Json.path(json, path);
        json.name("verdict").value(verdict);
    }

    @Override
    public void end(Tally tally) {
        write(
                () -> {
                    json.endArray();
                    json.name("files").value(tally.files());
                    json.name("bytes").value(tally.bytes());
                    json.name("clean").value(tally.clean());
                    json.name("infected").value(tally.infected());
                    json.name("unscanned").value(tally.unscanned());
                    json.name("skipped").value(tally.skipped());
                    json.name("millis").value(tally.took().toMillis());
                    json.endObject();
                    Json.end(json, out);
                });
    }

    private interface Writing {
        void write() throws IOException;
    }

    /** A {@link PrintStream} throws nothing: a caller who has gone is noticed elsewhere. */
    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
