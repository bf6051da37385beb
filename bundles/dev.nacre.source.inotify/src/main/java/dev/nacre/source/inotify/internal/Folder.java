/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A folder that is watched, and its place in the tree. Kept small, as there may be a hundred
 * thousand: about 100 bytes with its name. Changed by {@link Folders} only, but for the marks of a
 * {@link Walk}.
 */
final class Folder {
    final int watch;
    final long device;
    final long inode;

    /** The last name; of a folder without one above it the whole path. */
    byte[] name;

    /** {@code null} where a watch of the configuration begins here. */
    Folder above;

    Folder firstBelow;
    Folder next;
    Folder previous;

    /** The next one in the same slot of the table. */
    Folder chained;

    /** The walk that has seen it last. */
    int seen;

    /**
     * Whether files in it are still to be offered: it could not be gone through when it was due.
     */
    boolean owes;

    /** Whether all that was there when its watch stood has been offered. */
    boolean whole;

    /** Whether the kernel's watch is gone, or was given back. */
    boolean gone;

    Folder(int watch, long device, long inode, byte[] name) {
        this.watch = watch;
        this.device = device;
        this.inode = inode;
        this.name = name;
    }

    boolean isAt(Folder place, byte[] called) {
        return above == place && Arrays.equals(name, called);
    }

    boolean isBelow(Folder other) {
        Folder at = this;
        while (at != null && at != other) {
            at = at.above;
        }
        return at != null;
    }

    /** From the top down, this one at the end. */
    Deque<Folder> way() {
        Deque<Folder> way = new ArrayDeque<>();
        for (Folder at = this; at != null; at = at.above) {
            way.push(at);
        }
        return way;
    }

    BytePath path() {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        for (Folder folder : way()) {
            byte[] name = folder.name;
            if (folder.above != null && !endsInSlash(folder.above)) {
                path.write('/');
            }
            path.write(name, 0, name.length);
        }
        return BytePath.of(path.toByteArray());
    }

    /** Only of the root of all. */
    private static boolean endsInSlash(Folder folder) {
        return folder.above == null && folder.name.length == 1;
    }
}
