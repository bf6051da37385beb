/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.LinuxException;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.PathWalk;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that were given back and have not changed since. Asked on the way of every event, so it
 * is two look-ups in maps; {@code released.json} is read at start and written at each change.
 */
final class Released {
    private static final Logger LOG = LoggerFactory.getLogger(Released.class);

    private final Folder folder;
    private final Map<FileIdentity, BytePath> files = new ConcurrentHashMap<>();

    /** Files that are getting their name just now, without the ctime that this will give them. */
    private final Set<FileIdentity> expected = ConcurrentHashMap.newKeySet();

    Released(Folder folder) {
        this.folder = folder;
    }

    boolean contains(FileIdentity identity) {
        return files.containsKey(identity)
                || !expected.isEmpty() && expected.contains(withoutChange(identity));
    }

    /** From here on the file counts as released under any ctime, until {@link #settled}. */
    void expect(FileIdentity identity) {
        expected.add(withoutChange(identity));
    }

    void settled(FileIdentity identity) {
        expected.remove(withoutChange(identity));
    }

    private static FileIdentity withoutChange(FileIdentity file) {
        return new FileIdentity(file.device(), file.inode(), file.size(), file.modified(), 0);
    }

    /** Takes a file in, and writes that down. */
    void add(FileIdentity identity, BytePath path) throws IOException {
        files.put(identity, path);
        save();
    }

    /** Takes in what another has, when its folder is left for this one. */
    void addAll(Released other) throws IOException {
        if (!other.files.isEmpty()) {
            files.putAll(other.files);
            save();
        }
    }

    private synchronized void save() throws IOException {
        JsonArray list = new JsonArray();
        files.forEach(
                (identity, path) -> {
                    JsonObject file = Identities.write(identity);
                    JsonPaths.put(file, "path", path);
                    list.add(file);
                });
        JsonObject json = new JsonObject();
        json.add("released", list);
        JsonFile.write(folder, Names.RELEASED, json);
        folder.sync();
    }

    /** Reads what was written; drops files that are gone or have changed. */
    void load(Probe probe) throws IOException {
        if (folder.identify(Names.RELEASED).isEmpty()) {
            return;
        }
        try {
            read(probe);
        } catch (LinuxException e) {
            throw e;
        } catch (IOException e) {
            new Damage(folder).setApart(e.getMessage(), Names.RELEASED);
        }
    }

    private void read(Probe probe) throws IOException {
        JsonObject json = JsonFile.read(folder, Names.RELEASED);
        try {
            for (JsonElement element : json.getAsJsonArray("released")) {
                JsonObject file = element.getAsJsonObject();
                BytePath path = JsonPaths.get(file, "path");
                now(path, Identities.read(file), probe).ifPresent(found -> files.put(found, path));
            }
        } catch (RuntimeException e) {
            throw new IOException("a key is missing or holds what it should not", e);
        }
    }

    /** The file as it is now, if it is the same: device numbers may differ from boot to boot. */
    private static Optional<FileIdentity> now(BytePath path, FileIdentity then, Probe probe) {
        try (Folder parent = PathWalk.open(path.parent(), probe)) {
            return parent.identify(path.name())
                    .filter(
                            found ->
                                    Identities.sameContent(found, then)
                                            && found.changed() == then.changed());
        } catch (IOException e) {
            LOG.info("{} is no longer released: {}", path, e.getMessage());
            return Optional.empty();
        }
    }
}
