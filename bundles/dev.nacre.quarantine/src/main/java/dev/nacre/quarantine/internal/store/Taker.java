/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.ExtendedAttributes;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files. The steps, what a death of the process leaves there, and how {@link Recovery} mends
 * it at the next start:
 *
 * <ol>
 *   <li>The original's folder is opened without following links, and the name in it compared with
 *       the open file. Nothing was changed.
 *   <li>The bytes are copied to {@code ID.data.tmp} and put on the disk. Left: a copy without
 *       metadata; it is deleted, the original was not touched.
 *   <li>The metadata is written beside, put on the disk and renamed to {@code ID.json}. Left: as
 *       before, and {@code ID.json.tmp}, which is deleted too.
 *   <li>The original is set aside as {@code .nacre-ID} in its folder. Before it: the original is at
 *       its place, the copy is dropped.
 *   <li>What was set aside is looked at; another file is put back. Left: {@code .nacre-ID}; the
 *       original is deleted, as its copy is whole and on the disk; another file is put back.
 *   <li>{@code .nacre-ID} is deleted. Left: a whole copy, the original gone; the entry is held.
 *   <li>{@code ID.data.tmp} is renamed to {@code ID.data}: held. Nothing is to be mended.
 * </ol>
 *
 * Where the next start cannot look into the original's folder, or cannot be sure that what it finds
 * there is the original, the entry is kept: rather both than neither.
 */
final class Taker {
    private static final Logger LOG = LoggerFactory.getLogger(Taker.class);
    private static final int PERMISSIONS = 07777;

    private final Shelf shelf;
    private final InstantSource clock;
    private final Probe probe;
    private final Turns turns = new Turns();

    Taker(Shelf shelf, InstantSource clock, Probe probe) {
        this.shelf = shelf;
        this.clock = clock;
        this.probe = probe;
    }

    /**
     * Takes a file, or tells of the entry where another thread has just taken it: one infected file
     * makes several events.
     *
     * @param limit bytes that may be kept with this file
     */
    Metadata take(FileContent file, BytePath path, String signature, long limit)
            throws IOException {
        FileIdentity identity = file.identify();
        Turns.Key key = new Turns.Key(identity.device(), identity.inode());
        turns.enter(key);
        try {
            return Trail.follow(file, path, at -> takeOrTell(file, identity, at, signature, limit));
        } finally {
            turns.leave(key);
        }
    }

    private Metadata takeOrTell(
            FileContent file, FileIdentity identity, BytePath path, String signature, long limit)
            throws IOException {
        try {
            return takeNow(file, path, signature, limit);
        } catch (Swapped e) {
            return shelf.findTaken(path, identity, e.isNameless()).orElseThrow(() -> e);
        }
    }

    private Metadata takeNow(FileContent file, BytePath path, String signature, long limit)
            throws IOException {
        try (Original original = Original.find(file, path, probe)) {
            long size = original.identity().size();
            if (!shelf.space().reserve(size, limit)) {
                throw full(size, limit);
            }
            String id = shelf.newId();
            try {
                Metadata metadata = copy(id, file, original.identity(), path, signature);
                original.delete(Names.aside(id));
                hold(metadata);
                return metadata;
            } catch (IOException | RuntimeException e) {
                shelf.discard(id, e);
                shelf.space().release(size);
                throw e;
            }
        }
    }

    private IOException full(long size, long limit) {
        return new IOException(
                "the quarantine is full: it keeps "
                        + shelf.space().used()
                        + " of at most "
                        + limit
                        + " bytes and the file has "
                        + size
                        + ". Delete entries that nobody needs, or raise maxSize");
    }

    private Metadata copy(
            String id, FileContent file, FileIdentity found, BytePath path, String signature)
            throws IOException {
        FileStatus before = look(file, found);
        Folder folder = shelf.folder();
        BytePath name = Names.copied(id);
        int target = folder.create(name);
        try {
            String sha256 = DataFormat.encode(file, found.size(), target, folder, name);
            folder.sync(target, name);
            List<Metadata.Attribute> attributes = attributes(file.descriptor(), path);
            look(file, found);
            QuarantineEntry entry = entry(id, path, signature, sha256, before);
            Metadata metadata =
                    new Metadata(
                            entry, before.accessed(), found.device(), found.inode(), attributes);
            shelf.describe(metadata);
            return metadata;
        } finally {
            Descriptors.close(target);
        }
    }

    /** Asked before the first byte is read, which may set atime, and after the last. */
    private static FileStatus look(FileContent file, FileIdentity found) throws IOException {
        FileStatus status = new FileStatus();
        if (!status.read(file.descriptor())) {
            throw LinuxException.last("look at the open file");
        }
        if (!status.identity().equals(found)) {
            throw new IOException("it was changed while it was copied");
        }
        return status;
    }

    private QuarantineEntry entry(
            String id, BytePath path, String signature, String sha256, FileStatus status) {
        return new QuarantineEntry(
                id,
                path,
                signature,
                Instant.ofEpochMilli(clock.millis()),
                status.size(),
                sha256,
                status.uid(),
                status.gid(),
                status.mode() & PERMISSIONS,
                Metadata.instant(status.modified()),
                status.links());
    }

    /** An attribute that cannot be read is no reason to leave malware where it is. */
    private static List<Metadata.Attribute> attributes(int file, BytePath path)
            throws LinuxException {
        List<Metadata.Attribute> attributes = new ArrayList<>();
        for (BytePath name : ExtendedAttributes.names(file)) {
            try {
                byte[] value = ExtendedAttributes.get(file, name);
                attributes.add(new Metadata.Attribute(name, value));
            } catch (LinuxException e) {
                LOG.warn(
                        "The extended attribute {} of {} is not kept: {}",
                        name,
                        path,
                        e.getMessage());
            }
        }
        return attributes;
    }

    /** The file is taken already, whatever happens here. */
    private void hold(Metadata metadata) {
        shelf.list(metadata);
        try {
            shelf.hold(metadata.id());
        } catch (IOException e) {
            LOG.warn("{} is kept whole; the next start settles its state", metadata.id(), e);
        }
    }
}
