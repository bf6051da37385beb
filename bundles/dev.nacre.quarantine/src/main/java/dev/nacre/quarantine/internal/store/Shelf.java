/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries in the open folder, and the index of them. An entry is two files, and which names
 * they have says how far it is:
 *
 * <table>
 * <caption>States of an entry</caption>
 * <tr><th>files</th><th>meaning</th></tr>
 * <tr><td>ID.data.tmp</td><td>being copied; the original has not been touched</td></tr>
 * <tr><td>ID.data.tmp, ID.json</td><td>copied whole; the original may be there or not</td></tr>
 * <tr><td>ID.data, ID.json</td><td>held; the original is gone</td></tr>
 * <tr><td>ID.gone, with or without ID.json</td><td>being deleted</td></tr>
 * </table>
 *
 * <p>A step from one state to the next is one renameat2(2) or unlinkat(2), so that there is nothing
 * between them, and needs no space. Any thread.
 */
final class Shelf {
    private final Folder folder;
    private final Map<String, Metadata> index = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Space space = new Space();

    /**
     * @param folder stays the caller's
     */
    Shelf(Folder folder) {
        this.folder = folder;
    }

    Folder folder() {
        return folder;
    }

    Space space() {
        return space;
    }

    Collection<Metadata> all() {
        return index.values();
    }

    Optional<Metadata> find(String id) {
        return Optional.ofNullable(index.get(id));
    }

    /**
     * The entry of a file that was taken, if that has happened.
     *
     * @param anywhere whether it may have been taken from another place than this
     */
    Optional<Metadata> findTaken(BytePath path, FileIdentity file, boolean anywhere) {
        FileIdentity origin =
                new FileIdentity(file.device(), file.inode(), file.size(), file.modified(), 0);
        return index.values().stream()
                .filter(entry -> entry.origin().equals(origin))
                .filter(entry -> anywhere || entry.entry().path().equals(path))
                .findAny();
    }

    /** An id that no entry has. */
    String newId() {
        String id;
        do {
            id = Names.random();
        } while (index.containsKey(id));
        return id;
    }

    /** From being copied to copied: the metadata appears, whole. */
    void describe(Metadata metadata) throws IOException {
        JsonFile.write(folder, Names.metadata(metadata.id()), MetadataFormat.write(metadata));
        folder.sync();
    }

    /** From copied to held. */
    void hold(String id) throws IOException {
        folder.replace(Names.copied(id), Names.data(id));
        folder.sync();
    }

    /** Puts an entry that is copied or held into the index; its space is counted already. */
    void list(Metadata metadata) {
        index.put(metadata.id(), metadata);
    }

    /** Drops what is copied or being copied; the metadata goes first, so that no half remains. */
    void discard(String id, Exception why) {
        try {
            folder.unlinkIfThere(Names.metadata(id));
            folder.unlinkIfThere(Names.copied(id));
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** From held to nothing. May be called again where it failed. */
    void erase(Metadata metadata) throws IOException {
        String id = metadata.id();
        for (BytePath data : new BytePath[] {Names.data(id), Names.copied(id)}) {
            if (folder.identify(data).isPresent()) {
                folder.replace(data, Names.gone(id));
            }
        }
        folder.unlinkIfThere(Names.metadata(id));
        folder.unlinkIfThere(Names.gone(id));
        if (index.remove(id) != null) {
            space.release(metadata.entry().size());
        }
        folder.sync();
    }

    /**
     * Opens the bytes of an entry.
     *
     * @return the descriptor, which the caller must close
     */
    int open(String id) throws LinuxException {
        try {
            return folder.read(Names.data(id));
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            return folder.read(Names.copied(id));
        }
    }

    /**
     * Reserves an entry for one that gives it back or deletes it, until {@link #unclaim}.
     *
     * @throws IOException where there is none, or another has it
     */
    Metadata claim(String id) throws IOException {
        if (!busy.add(id)) {
            throw new IOException(
                    id + " is just being given back or deleted; look again in a moment");
        }
        Metadata metadata = index.get(id);
        if (metadata == null) {
            busy.remove(id);
            throw new IOException("There is no " + id + " in quarantine; list shows what there is");
        }
        return metadata;
    }

    void unclaim(String id) {
        busy.remove(id);
    }
}
