/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.OwnView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mount table as it is now, and where files lie in it. Any thread; takes no lock. */
final class Mounts {
    /** What the kernel puts behind the path of a file without a name (proc_pid_fd(5)). */
    private static final byte[] DELETED = " (deleted)".getBytes(StandardCharsets.US_ASCII);

    private volatile Snapshot snapshot;

    /**
     * @param foreign ids that were looked for and are not in the table: mounts of other namespaces
     */
    private record Snapshot(MountTable table, Set<Long> foreign) {
        static Snapshot take() throws IOException {
            return new Snapshot(MountTable.read(), ConcurrentHashMap.newKeySet());
        }
    }

    Mounts() throws IOException {
        this.snapshot = Snapshot.take();
    }

    /** The table as last read. */
    MountTable table() {
        return snapshot.table();
    }

    /** Reads the table anew. */
    MountTable refresh() throws IOException {
        Snapshot fresh = Snapshot.take();
        snapshot = fresh;
        return fresh.table();
    }

    /**
     * Where an open file lies. A file that has lost its name is told by the name it had, which is
     * good for saying where it was but must exclude nothing.
     *
     * @param links its number of names
     * @param mount the mount's id; 0 where unknown
     */
    Location locate(int descriptor, FileIdentity identity, int links, long mount) {
        BytePath path = Descriptors.path(descriptor);
        if (path == null) {
            return Location.UNKNOWN;
        }
        long id = mount == 0 ? MountIds.of(descriptor) : mount;
        MountTable table = tableWith(id);
        if (endsDeleted(path) && (links == 0 || !names(path, identity))) {
            int length = path.length() - DELETED.length;
            Location last = table.locate(id, BytePath.of(path.bytes(), length));
            return Location.deleted(last);
        }
        Location found = table.locate(id, path);
        // Services often have mounts of their own that show what ours show: then the path can be
        // trusted.
        return found.ours() || !OwnView.shows(path, identity.device(), identity.inode())
                ? found
                : table.locate(path);
    }

    /**
     * The type of the file system that holds an open file; empty where no mount of ours shows it.
     *
     * @param mount as for {@link #locate}
     */
    Optional<String> type(int descriptor, FileIdentity identity, long mount) {
        long id = mount == 0 ? MountIds.of(descriptor) : mount;
        return tableWith(id).typeOf(id, identity.device());
    }

    /** A mount that is missing may be newer than the table: it is read once more for each. */
    private MountTable tableWith(long mount) {
        Snapshot seen = snapshot;
        if (seen.table().find(mount) == null && !seen.foreign().contains(mount)) {
            try {
                refresh();
            } catch (IOException e) {
                return seen.table();
            }
            seen = snapshot;
            if (seen.table().find(mount) == null) {
                seen.foreign().add(mount);
            }
        }
        return seen.table();
    }

    private static boolean endsDeleted(BytePath path) {
        int start = path.length() - DELETED.length;
        for (int i = 0; i < DELETED.length; i++) {
            if (start < 1 || path.byteAt(start + i) != DELETED[i]) {
                return false;
            }
        }
        return true;
    }

    /** A file's real name may end in the same words: then it is found by them. */
    private static boolean names(BytePath path, FileIdentity identity) {
        return OwnView.shows(path, identity.device(), identity.inode());
    }
}
