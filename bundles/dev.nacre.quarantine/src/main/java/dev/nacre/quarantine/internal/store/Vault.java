/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.File;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A quarantine in one folder, which it holds open and locked from {@link #open} until its last user
 * has left: whoever opened it is its first user, others come by {@link #enter}, and each leaves by
 * {@link #leave}. Any thread.
 */
public final class Vault {
    private final Folder folder;
    private final Shelf shelf;
    private final Released released;
    private final Taker taker;
    private final Remover remover;
    private final Restorer restorer;
    private final AtomicInteger users = new AtomicInteger(1);

    private Vault(Folder folder, InstantSource clock, Probe probe) throws IOException {
        this.folder = folder;
        this.shelf = new Shelf(folder);
        this.released = new Released(folder);
        this.taker = new Taker(shelf, clock, probe);
        this.remover = new Remover(shelf, probe);
        this.restorer = new Restorer(shelf, released, probe);
        new Recovery(shelf, probe).run();
        released.load(probe);
    }

    /**
     * Opens the folder, makes it where it is missing, and mends what a crash has left.
     *
     * @throws IOException with a message that says what is wrong with it and what to do
     */
    public static Vault open(BytePath directory, InstantSource clock, Probe probe)
            throws IOException {
        Folder folder = Premises.open(directory, probe);
        boolean opened = false;
        try {
            Vault vault = new Vault(folder, clock, probe);
            opened = true;
            return vault;
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }

    /** Becomes a user; returns false where the last has left already. */
    public boolean enter() {
        int now;
        do {
            now = users.get();
        } while (now > 0 && !users.compareAndSet(now, now + 1));
        return now > 0;
    }

    /** Comes once for each {@link #open} and successful {@link #enter}. */
    public void leave() {
        if (users.decrementAndGet() == 0) {
            folder.close();
        }
    }

    public BytePath directory() {
        return folder.path();
    }

    /** Whether its path still leads to it. */
    public boolean isInPlace() {
        FileStatus status = FileStatus.scratch();
        if (!status.read(folder.descriptor())) {
            return false;
        }
        long device = status.device();
        long inode = status.inode();
        return status.read(Fcntl.AT_FDCWD, folder.path())
                && status.device() == device
                && status.inode() == inode;
    }

    /** Why nothing can be written into it; empty where it can. */
    public Optional<String> unwritable() {
        byte[] here = BytePath.of(".").cString();
        if (LibC.faccessat(folder.descriptor(), here, Fcntl.W_OK | Fcntl.X_OK, 0) == 0) {
            return Optional.empty();
        }
        return Optional.of(LinuxException.last("write into " + folder.path()).getMessage());
    }

    /** Bytes that are kept. */
    public long used() {
        return shelf.space().used();
    }

    /** Bytes that the file system has left. */
    public long free() {
        return new File("/proc/self/fd/" + folder.descriptor()).getUsableSpace();
    }

    /** Where damaged entries are, if there are any. */
    public Optional<BytePath> damaged() throws IOException {
        if (folder.identify(Names.DAMAGED).isEmpty()) {
            return Optional.empty();
        }
        try (Folder damaged = folder.open(Names.DAMAGED)) {
            return damaged.list().isEmpty() ? Optional.empty() : Optional.of(damaged.path());
        }
    }

    /** All entries, the oldest first. */
    public List<QuarantineEntry> list() {
        return shelf.all().stream()
                .map(Metadata::entry)
                .sorted(
                        Comparator.comparing(QuarantineEntry::taken)
                                .thenComparing(QuarantineEntry::id))
                .toList();
    }

    public Optional<QuarantineEntry> find(String id) {
        return shelf.find(id).map(Metadata::entry);
    }

    /**
     * As {@link dev.nacre.api.quarantine.Quarantine#take}.
     *
     * @param limit bytes that may be kept with this file
     */
    public QuarantineEntry take(FileContent file, BytePath path, String signature, long limit)
            throws IOException {
        try {
            return taker.take(file, path, signature, limit).entry();
        } catch (IOException e) {
            throw Advice.explain("Cannot take " + path, e, "it stays where it is");
        }
    }

    /** As {@link dev.nacre.api.quarantine.Quarantine#remove}. */
    public void remove(FileContent file, BytePath path) throws IOException {
        try {
            remover.remove(file, path);
        } catch (IOException e) {
            throw Advice.explain("Cannot delete " + path, e, "it stays where it is");
        }
    }

    /** As {@link dev.nacre.api.quarantine.Quarantine#restore}. */
    public BytePath restore(String id, Optional<BytePath> target) throws IOException {
        Metadata metadata = shelf.claim(id);
        BytePath to = target.orElse(metadata.entry().path());
        try {
            restorer.restore(metadata, to);
            return to;
        } catch (IOException e) {
            throw Advice.explain(
                    "Cannot give back " + id + " to " + to, e, "it stays in quarantine");
        } finally {
            shelf.unclaim(id);
        }
    }

    /** As {@link dev.nacre.api.quarantine.Quarantine#delete}. */
    public void delete(String id) throws IOException {
        Metadata metadata = shelf.claim(id);
        try {
            shelf.erase(metadata);
        } catch (IOException e) {
            throw Advice.explain("Cannot delete " + id, e, "try again, or restart the host");
        } finally {
            shelf.unclaim(id);
        }
    }

    public boolean isReleased(FileIdentity identity) {
        return released.contains(identity);
    }

    /** Goes on releasing what another released, whose folder is left for this one. */
    public void releaseAll(Vault other) throws IOException {
        released.addAll(other.released);
    }
}
