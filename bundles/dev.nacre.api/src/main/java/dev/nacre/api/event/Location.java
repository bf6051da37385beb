/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;

/**
 * Where a file lies.
 *
 * @param path its path as the accessing process reached it; {@code null} where it has none
 *     (deleted, never linked, unreachable)
 * @param canonical its path on the file system's principal mount, so that bind mounts lead to one
 *     name; equal to {@code path} where there is but one mount
 * @param ours whether the mount is one of this process's mount namespace. Where it is not, the path
 *     is another namespace's word and must exclude nothing
 * @param deleted whether these are the names it had before it was deleted, in a mount of ours: good
 *     to say which folder it was in, but not {@code ours}, as they must exclude nothing
 */
public record Location(BytePath path, BytePath canonical, boolean ours, boolean deleted) {
    /** A file without a name that could be trusted. */
    public static final Location UNKNOWN = new Location(null, null, false);

    /**
     * Where a file lies that has a name.
     *
     * @param path the value for the {@code path} component
     * @param canonical the value for the {@code canonical} component
     * @param ours the value for the {@code ours} component
     */
    public Location(BytePath path, BytePath canonical, boolean ours) {
        this(path, canonical, ours, false);
    }

    /**
     * {@return the names that a file in one of our mounts had before it was deleted}
     *
     * @param last where it lay
     */
    public static Location deleted(Location last) {
        return new Location(last.path, last.canonical, false, last.ours);
    }
}
