/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.PathWalk;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name that is to disappear, in the open folder that holds it. Whoever may write there can swap
 * the name between any two system calls, and unlinkat(2) takes a name and no descriptor: so the
 * name is first set aside under one that nobody can guess, then what was really moved is looked at,
 * and only the file that was meant is deleted; any other is put back.
 */
final class Original implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Original.class);

    private final Folder folder;
    private final BytePath name;
    private final FileIdentity identity;

    private Original(Folder folder, BytePath name, FileIdentity identity) {
        this.folder = folder;
        this.name = name;
        this.identity = identity;
    }

    /**
     * Finds an open file by the path it was reached by.
     *
     * @throws IOException where that path leads elsewhere by now
     */
    static Original find(FileContent file, BytePath path, Probe probe) throws IOException {
        if (!PathWalk.isName(path.name())) {
            throw new IOException("that is no path of a file");
        }
        FileStatus status = new FileStatus();
        if (!status.read(file.descriptor())) {
            throw LinuxException.last("look at the open file");
        }
        if (status.links() == 0) {
            throw new Swapped(true);
        }
        FileIdentity identity = status.identity();
        Folder folder = PathWalk.open(path.parent(), probe);
        try {
            if (folder.identify(path.name()).filter(found -> sameFile(found, identity)).isEmpty()) {
                throw new Swapped(false);
            }
            return new Original(folder, path.name(), identity);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The file when it was found. */
    FileIdentity identity() {
        return identity;
    }

    /**
     * Deletes the name.
     *
     * @param aside a free name that nobody can guess
     * @throws IOException where it could not be deleted, or was not the file that was meant, or
     *     that had changed; it is at its place then, or else {@link LeftAside} tells where
     */
    void delete(BytePath aside) throws IOException {
        setAside(aside);
        try {
            Optional<FileIdentity> moved = folder.identify(aside);
            if (moved.filter(file -> sameFile(file, identity)).isEmpty()) {
                throw new Swapped(false);
            }
            if (!sameContent(moved.get(), identity)) {
                throw new IOException("it was changed meanwhile");
            }
            folder.unlink(aside);
        } catch (IOException | RuntimeException e) {
            putBack(aside, e);
            throw e;
        }
        try {
            folder.sync();
        } catch (IOException e) {
            LOG.warn("{} is deleted; a loss of power now may bring it back", shown(name), e);
        }
    }

    private void setAside(BytePath aside) throws IOException {
        try {
            folder.setAside(name, aside);
        } catch (LinuxException e) {
            throw e.errno() == Errno.ENOENT ? new Swapped(false) : e;
        }
    }

    private void putBack(BytePath aside, Exception why) throws LeftAside {
        try {
            folder.publish(aside, name);
        } catch (IOException e) {
            LeftAside left = new LeftAside(why.getMessage(), shown(name), shown(aside), e);
            left.addSuppressed(why);
            throw left;
        }
    }

    private BytePath shown(BytePath child) {
        return folder.path().resolve(child);
    }

    private static boolean sameFile(FileIdentity one, FileIdentity other) {
        return one.device() == other.device() && one.inode() == other.inode();
    }

    /** Whether it has not been written to; its ctime tells of its new name only. */
    private static boolean sameContent(FileIdentity one, FileIdentity other) {
        return one.size() == other.size() && one.modified() == other.modified();
    }

    @Override
    public void close() {
        folder.close();
    }
}
