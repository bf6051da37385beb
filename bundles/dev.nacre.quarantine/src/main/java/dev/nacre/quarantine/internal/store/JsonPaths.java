/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import java.util.HexFormat;

/** A path in JSON: once for people, and once in hexadecimal digits, which is what is read. */
final class JsonPaths {
    private JsonPaths() {}

    static void put(JsonObject json, String key, BytePath path) {
        json.addProperty(key, path.toString());
        json.addProperty(key + "Hex", path.hex());
    }

    static BytePath get(JsonObject json, String key) {
        return BytePath.of(HexFormat.of().parseHex(json.get(key + "Hex").getAsString()));
    }
}
