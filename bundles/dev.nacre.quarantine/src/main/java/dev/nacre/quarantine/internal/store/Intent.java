/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;
import java.util.Optional;

/**
 * What is going to be done in a folder of others, written down before, so that a start after a
 * crash can mend it there.
 *
 * @param path the name that others know
 * @param aside the name for a moment, in the same folder
 * @param removed the file that is being deleted; empty where {@code aside} is one of ours that is
 *     being given back
 */
record Intent(BytePath path, BytePath aside, Optional<FileIdentity> removed) {
    void write(Folder folder, String id) throws IOException {
        JsonObject json = new JsonObject();
        JsonPaths.put(json, "path", path);
        JsonPaths.put(json, "aside", aside);
        removed.ifPresent(file -> json.add("removed", Identities.write(file)));
        JsonFile.write(folder, Names.intent(id), json);
        folder.sync();
    }

    static Intent read(Folder folder, String id) throws IOException {
        JsonObject json = JsonFile.read(folder, Names.intent(id));
        try {
            return new Intent(
                    JsonPaths.get(json, "path"),
                    JsonPaths.get(json, "aside"),
                    Optional.ofNullable(json.getAsJsonObject("removed")).map(Identities::read));
        } catch (RuntimeException e) {
            throw new IOException("a key is missing or holds what it should not", e);
        }
    }
}
