/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.MountTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Whether this one holds all that another does. */
    boolean covers(Ground other) {
        return roots.containsAll(other.roots)
                && other.ways.entrySet().stream()
                        .allMatch(
                                its ->
                                        ways.getOrDefault(its.getKey(), List.of())
                                                .containsAll(its.getValue()));
    }

    /** All that this one holds, and all of another. */
    Ground and(Ground other) {
        if (other.ways.isEmpty()) {
            return this;
        }
        Map<Long, List<Way>> both = new HashMap<>(other.ways);
        ways.forEach((id, its) -> both.merge(id, its, Ground::joined));
        return new Ground(table == null ? other.table : table, both, joined(roots, other.roots));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    boolean holds(BytePath canonical) {
        for (int i = 0; i < roots.size(); i++) {
            if (canonical.isWithin(roots.get(i))) {
                return true;
            }
        }
        return false;
    }
}
