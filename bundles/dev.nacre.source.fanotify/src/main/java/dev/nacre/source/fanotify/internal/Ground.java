/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.MountTable;
import java.util.List;
import java.util.Map;

/**
 * Where arrivals are looked for, at one moment. Immutable.
 *
 * @param table by which folders are located
 * @param ways by a file system's id, through which mounts its folders are reached
 * @param roots canonical folders: what lies below them is guarded
 */
record Ground(MountTable table, Map<Long, List<Way>> ways, List<BytePath> roots) {
    static final Ground NONE = new Ground(null, Map.of(), List.of());

    /**
     * A mount.
     *
     * @param folder lies on it
     * @param mount its id
     * @param point where it is mounted
     * @param whole whether it shows the whole file system
     */
    record Way(BytePath folder, long mount, BytePath point, boolean whole) {}

    boolean holds(BytePath canonical) {
        for (int i = 0; i < roots.size(); i++) {
            if (canonical.isWithin(roots.get(i))) {
                return true;
            }
        }
        return false;
    }
}
