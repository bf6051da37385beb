/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.config.Origin;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Weakening;
import dev.nacre.notifier.message.Words;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Writes what protects less as one line of JSON. What is not known is left out. */
final class AuditJson {
    private AuditJson() {}

    /** The line in UTF-8, with its line end. */
    static byte[] line(PolicyChange change, Weakening weakening) throws IOException {
        StringWriter text = new StringWriter();
        JsonWriter json = new JsonWriter(text);
        json.beginObject();
        json.name("time").value(Words.time(change.time()));
        json.name("generation").value(change.generation());
        json.name("configuration").value(weakening.pid());
        json.name("what").value(weakening.what());
        json.name("before").value(weakening.before());
        json.name("after").value(weakening.after());
        if (weakening.origin().isPresent()) {
            Origin origin = weakening.origin().get();
            json.name("by").value(origin.means().text());
            json.name("who").value(origin.who());
            json.name("from").value(origin.from());
        }
        json.endObject();
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
