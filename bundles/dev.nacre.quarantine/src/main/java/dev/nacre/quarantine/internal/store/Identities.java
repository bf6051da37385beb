/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonObject;
import dev.nacre.api.file.FileIdentity;

/** Identities of files as JSON. */
final class Identities {
    private Identities() {}

    static JsonObject write(FileIdentity identity) {
        JsonObject json = new JsonObject();
        json.addProperty("device", identity.device());
        json.addProperty("inode", identity.inode());
        json.addProperty("size", identity.size());
        json.addProperty("modified", identity.modified());
        json.addProperty("changed", identity.changed());
        return json;
    }

    /** Throws a {@code RuntimeException} at what {@link #write} does not write. */
    static FileIdentity read(JsonObject json) {
        return new FileIdentity(
                json.get("device").getAsLong(),
                json.get("inode").getAsLong(),
                json.get("size").getAsLong(),
                json.get("modified").getAsLong(),
                json.get("changed").getAsLong());
    }

    /**
     * Whether it is the same file with the same content, as far as can be said after a restart and
     * a change of name: device numbers may differ from boot to boot, and a new name changes ctime.
     */
    static boolean sameContent(FileIdentity one, FileIdentity other) {
        return one.inode() == other.inode()
                && one.size() == other.size()
                && one.modified() == other.modified();
    }
}
