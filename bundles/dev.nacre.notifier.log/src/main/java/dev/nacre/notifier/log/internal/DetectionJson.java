/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes a detection as one line of JSON. What is not known is left out. */
final class DetectionJson {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private DetectionJson() {}

    /** The line in UTF-8, with its line end. */
    static byte[] line(Detection detection) throws IOException {
        StringWriter text = new StringWriter();
        JsonWriter json = new JsonWriter(text);
        json.setSerializeNulls(false);
        json.beginObject();
        json.name("time").value(TIME.format(detection.time()));
        json.name("id").value(detection.id());
        path(json, detection.path());
        json.name("signature").value(detection.signature());
        json.name("scanner").value(detection.scanner());
        json.name("watch").value(detection.watch());
        json.name("access").value(detection.kind().text());
        if (detection.process().isPresent()) {
            process(json, detection.process().get());
        }
        json.name("denied").value(detection.denied());
        json.name("action").value(detection.outcome().text());
        json.name("quarantineId").value(detection.quarantineId().orElse(null));
        json.name("failure").value(detection.failure().orElse(null));
        json.endObject();
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void path(JsonWriter json, BytePath path) throws IOException {
        if (path == null) {
            return;
        }
        json.name("path").value(path.toString());
        if (!BytePath.of(path.toString()).equals(path)) {
            json.name("pathHex").value(path.hex());
        }
    }

    private static void process(JsonWriter json, Accessor process) throws IOException {
        json.name("pid").value(process.pid());
        BytePath executable = process.executable();
        json.name("executable").value(executable == null ? null : executable.toString());
        json.name("command").value(process.command());
        if (process.uid() >= 0) {
            json.name("uid").value(process.uid());
        }
    }
}
