/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.quarantine.QuarantineEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Metadata as JSON: one object, its keys as in the README. */
final class MetadataFormat {
    private static final int FORMAT = 1;

    private MetadataFormat() {}

    static JsonObject write(Metadata metadata) {
        QuarantineEntry entry = metadata.entry();
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("id", entry.id());
        JsonPaths.put(json, "path", entry.path());
        json.addProperty("signature", entry.signature());
        json.addProperty("taken", entry.taken().toString());
        json.addProperty("size", entry.size());
        json.addProperty("sha256", entry.sha256());
        json.addProperty("uid", entry.uid());
        json.addProperty("gid", entry.gid());
        json.addProperty("mode", Integer.toOctalString(entry.mode()));
        json.addProperty("modified", metadata.modified());
        json.addProperty("accessed", metadata.accessed());
        json.addProperty("links", entry.links());
        json.addProperty("device", metadata.device());
        json.addProperty("inode", metadata.inode());
        JsonObject attributes = new JsonObject();
        for (Metadata.Attribute attribute : metadata.attributes()) {
            String value = Base64.getEncoder().encodeToString(attribute.value());
            attributes.addProperty(attribute.name().toString(), value);
        }
        json.add("attributes", attributes);
        return json;
    }

    /**
     * @param id what the file's name says
     * @throws IOException where it is not what {@link #write} writes for this id
     */
    static Metadata read(JsonObject json, String id) throws IOException {
        try {
            if (json.get("format").getAsInt() != FORMAT
                    || !json.get("id").getAsString().equals(id)) {
                throw new IOException("it is of another format, or of another entry");
            }
            QuarantineEntry entry =
                    new QuarantineEntry(
                            id,
                            JsonPaths.get(json, "path"),
                            json.get("signature").getAsString(),
                            Instant.parse(json.get("taken").getAsString()),
                            json.get("size").getAsLong(),
                            json.get("sha256").getAsString(),
                            json.get("uid").getAsInt(),
                            json.get("gid").getAsInt(),
                            Integer.parseInt(json.get("mode").getAsString(), 8),
                            Metadata.instant(json.get("modified").getAsLong()),
                            json.get("links").getAsInt());
            return new Metadata(
                    entry,
                    json.get("accessed").getAsLong(),
                    json.get("device").getAsLong(),
                    json.get("inode").getAsLong(),
                    attributes(json.getAsJsonObject("attributes")));
        } catch (RuntimeException e) {
            throw new IOException("a key is missing or holds what it should not", e);
        }
    }

    private static List<Metadata.Attribute> attributes(JsonObject json) {
        List<Metadata.Attribute> attributes = new ArrayList<>();
        for (Map.Entry<String, JsonElement> each : json.entrySet()) {
            byte[] value = Base64.getDecoder().decode(each.getValue().getAsString());
            attributes.add(new Metadata.Attribute(BytePath.parse(each.getKey()), value));
        }
        return attributes;
    }
}
