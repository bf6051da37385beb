/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A message as a CloudEvent in structured mode (CloudEvents 1.0.2, JSON event format 1.0.2). */
public final class CloudEvent {
    /** What says so in a header. */
    public static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

    private CloudEvent() {}

    /** The event in UTF-8. */
    public static byte[] of(Message message) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setSerializeNulls(false);
            json.beginObject();
            json.name("specversion").value("1.0");
            json.name("id").value(message.id());
            // With the id, it makes an event one of a kind.
            json.name("source").value("/nacre/" + HostName.get());
            json.name("type").value("dev.nacre." + message.type());
            json.name("time").value(message.time().toString());
            // An extension attribute: letters and digits only.
            json.name("severity").value(message.severity().text());
            json.name("subject").value(message.subject());
            json.name("datacontenttype").value("application/json");
            json.name("data");
            message.writeTo(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
