/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON files that are there whole or not at all. */
final class JsonFile {
    private static final int LIMIT = 64 * 1024 * 1024;

    private JsonFile() {}

    /**
     * Writes a file beside, puts it on the disk and renames it. The new name is on the disk after
     * the folder's next {@link Folder#sync()}. Not for several threads on one name.
     */
    static void write(Folder folder, BytePath name, JsonObject json) throws IOException {
        BytePath beside = Names.beside(name);
        folder.unlinkIfThere(beside);
        try {
            int file = folder.create(beside);
            try {
                folder.before("write", beside);
                String text = json + "\n";
                Descriptors.write(file, StandardCharsets.UTF_8.encode(text));
                folder.sync(file, beside);
            } finally {
                Descriptors.close(file);
            }
            folder.replace(beside, name);
        } catch (IOException | RuntimeException e) {
            Cleanup.unlink(folder, beside, e);
            throw e;
        }
    }

    /**
     * @throws IOException where it cannot be read, or holds no JSON object
     */
    static JsonObject read(Folder folder, BytePath name) throws IOException {
        int file = folder.read(name);
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            while (text.size() < LIMIT && Descriptors.read(file, buffer, text.size()) > 0) {
                text.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return JsonParser.parseString(text.toString(StandardCharsets.UTF_8)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(folder.path().resolve(name) + " is no JSON object", e);
        } finally {
            Descriptors.close(file);
        }
    }
}
