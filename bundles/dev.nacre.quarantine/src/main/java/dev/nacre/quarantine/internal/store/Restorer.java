/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.PathWalk;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives files back. The steps, and what a death of the process leaves there; the entry is whole
 * until the last step:
 *
 * <ol>
 *   <li>The intent is written to {@code ID.intent}. Left: an intent about nothing.
 *   <li>The file is made as {@code .nacre-RANDOM} in the target's folder, proven by its SHA-256,
 *       dressed and put on the disk. Left: that file; the next start deletes it.
 *   <li>It is renamed to its name. Left: the file at its place, whole, and the entry too.
 *   <li>It is recorded as released. Left: the same.
 *   <li>The intent and the entry are deleted. Left: at most {@code ID.gone}, which the next start
 *       deletes.
 * </ol>
 *
 * The file is recorded after it has its name, because a new name changes ctime, and only an exact
 * ctime proves that nobody wrote to it. A crash between leaves a file that is merely not released:
 * it is found again and taken again. While the host runs there is no such gap: the file counts as
 * released from just before it gets its name.
 */
final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    /** More than the tick of file times before Linux 6.13: 10 ms at CONFIG_HZ=100 (time(7)). */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    private final Shelf shelf;
    private final Released released;
    private final Probe probe;

    Restorer(Shelf shelf, Released released, Probe probe) {
        this.shelf = shelf;
        this.released = released;
        this.probe = probe;
    }

    /** Gives back a claimed entry, and deletes it. */
    void restore(Metadata metadata, BytePath target) throws IOException {
        if (!PathWalk.isName(target.name())) {
            throw new IOException("that names no file; name the file itself, not its folder");
        }
        try (Folder folder = parent(target)) {
            if (folder.identify(target.name()).isPresent()) {
                throw taken();
            }
            String id = metadata.id();
            BytePath aside = Names.aside(Names.random());
            new Intent(target, aside, Optional.empty()).write(shelf.folder(), id);
            try {
                make(metadata, folder, aside, target);
            } catch (IOException | RuntimeException e) {
                Cleanup.unlink(folder, aside, e);
                Cleanup.unlink(shelf.folder(), Names.intent(id), e);
                throw e;
            }
            finish(metadata, folder, target);
        }
    }

    private Folder parent(BytePath target) throws IOException {
        try {
            return PathWalk.open(target.parent(), probe);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ": mend that, or name another place by --to", e);
        }
    }

    private static IOException taken() {
        return new IOException("the place is taken; give another one with --to");
    }

    private void make(Metadata metadata, Folder folder, BytePath aside, BytePath target)
            throws IOException {
        int source = shelf.open(metadata.id());
        try {
            int file = folder.create(aside);
            try {
                fill(metadata, source, file, folder, aside);
                publish(metadata, file, folder, aside, target);
            } finally {
                Descriptors.close(file);
            }
        } finally {
            Descriptors.close(source);
        }
    }

    private static void fill(Metadata metadata, int source, int file, Folder folder, BytePath aside)
            throws IOException {
        long size = metadata.entry().size();
        DataFormat.decode(source, size, metadata.entry().sha256(), file, folder, aside);
        Dress.put(file, metadata, folder, aside);
        folder.sync(file, aside);
    }

    private void publish(
            Metadata metadata, int file, Folder folder, BytePath aside, BytePath target)
            throws IOException {
        FileIdentity expected = Descriptors.identify(file);
        released.expect(expected);
        try {
            try {
                folder.publish(aside, target.name());
            } catch (LinuxException e) {
                throw e.errno() == Errno.EEXIST ? taken() : e;
            }
            record(metadata, file, target);
        } finally {
            released.settled(expected);
        }
    }

    /**
     * The file is back, whatever happens here. It has belonged to its owner for a moment already,
     * who may have written to it and set its mtime: so what is recorded is read once more, and
     * later writes are kept from sharing the ctime that is recorded.
     */
    private void record(Metadata metadata, int file, BytePath target) {
        try {
            LockSupport.parkNanos(TICK);
            FileIdentity identity = Descriptors.identify(file);
            boolean same = DataFormat.sha256(file).equals(metadata.entry().sha256());
            if (same && Descriptors.identify(file).equals(identity)) {
                released.add(identity, target);
            } else {
                LOG.warn("{} was changed while it was given back: it is not released", target);
            }
        } catch (IOException e) {
            LOG.warn("That {} is released could not be written down", target, e);
        }
    }

    private void finish(Metadata metadata, Folder folder, BytePath target) {
        try {
            folder.sync();
            shelf.folder().unlinkIfThere(Names.intent(metadata.id()));
            shelf.erase(metadata);
        } catch (IOException e) {
            LOG.warn(
                    "{} is given back to {}; {} could not be deleted from quarantine",
                    metadata.entry().path(),
                    target,
                    metadata.id(),
                    e);
        }
    }
}
