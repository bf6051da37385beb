/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a policy protects and how, in values that compare.
 *
 * @param shields one a watch
 */
public record Protection(List<Shield> shields) {
    /**
     * One watch.
     *
     * @param pid of its configuration
     * @param scanners those it has chosen, the one ranked highest first
     * @param filters those it has chosen
     */
    public record Shield(String pid, Watch watch, List<Part> scanners, List<Part> filters) {
        public Shield {
            scanners = List.copyOf(scanners);
            filters = List.copyOf(filters);
        }
    }

    /** Of nothing. */
    public static final Protection NONE = new Protection(List.of());

    public Protection {
        shields = List.copyOf(shields);
    }

    /** The folders of all watches. */
    SortedSet<BytePath> folders() {
        SortedSet<BytePath> folders = new TreeSet<>();
        shields.forEach(shield -> folders.addAll(shield.watch().paths()));
        return folders;
    }

    /** Who decides on what lies in a folder, as {@link Policy} has it; {@code null}: nobody. */
    Shield at(BytePath folder) {
        Shield nearest = null;
        int length = -1;
        for (Shield shield : shields) {
            for (BytePath path : shield.watch().paths()) {
                if (folder.isWithin(path) && path.length() > length) {
                    nearest = shield;
                    length = path.length();
                }
            }
        }
        return nearest;
    }
}
