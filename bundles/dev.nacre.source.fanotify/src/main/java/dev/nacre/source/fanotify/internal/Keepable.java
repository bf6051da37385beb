/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.linux.BlockDevice;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.Mount;
import dev.nacre.linux.MountTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a file may be kept open under a lease: on a file system where a lease keeps all writers
 * out, and which nobody is likely to unmount soon. For one thread.
 */
final class Keepable {
    private final Mounts mounts;
    private final Map<Mount, Boolean> known = new HashMap<>();
    private MountTable seen;

    Keepable(Mounts mounts) {
        this.mounts = mounts;
    }

    /**
     * @param status of the descriptor, as just read
     */
    boolean permits(int descriptor, FileStatus status) {
        MountTable table = mounts.table();
        if (table != seen) {
            seen = table;
            known.keySet().removeIf(mount -> table.find(mount.id()) != mount);
        }
        Mount mount = table.find(status.mount(), status.device());
        return mount != null
                && known.computeIfAbsent(mount, m -> stays(table, m))
                && FileSystems.leasable(descriptor);
    }

    private static boolean stays(MountTable table, Mount mount) {
        return !table.automounted(mount) && !BlockDevice.removable(mount.source().toString());
    }
}
