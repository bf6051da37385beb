/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import java.util.Arrays;
import java.util.Set;

/**
 * A folder that is to be marked with all folders below it on the same mount.
 *
 * @param path where it is reached
 * @param canonical as {@link dev.nacre.api.event.Location#canonical}
 * @param mount the id of its mount
 * @param device of that mount
 * @param mask the events that are wanted of each folder
 * @param cross whether subvolumes of btrfs are gone into
 * @param below the ids of the mounts below it: what one hides comes to light when it goes
 */
record TreeRoot(
        BytePath path,
        BytePath canonical,
        long mount,
        long device,
        long mask,
        boolean cross,
        Set<Long> below) {
    TreeRoot {
        below = Set.copyOf(below);
    }

    /** Whether all is marked as another wants it once this is, but for what comes to light. */
    boolean serves(TreeRoot other) {
        return mount == other.mount
                && path.equals(other.path)
                && canonical.equals(other.canonical)
                && (other.mask & ~mask) == 0
                && (cross || !other.cross);
    }

    /** The canonical path of what lies within by its real one. */
    BytePath canonical(BytePath within) {
        int start = path.length() == 1 ? 1 : path.length() + 1;
        byte[] bytes = within.bytes();
        return start >= bytes.length
                ? canonical
                : canonical.resolve(BytePath.of(Arrays.copyOfRange(bytes, start, bytes.length)));
    }
}
