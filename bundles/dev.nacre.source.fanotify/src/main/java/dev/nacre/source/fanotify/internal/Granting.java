/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.LibC;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a watch's wish to have a place marked.
 *
 * @param errno 0 where it is marked
 * @param kind the kind of mark that was taken, else the last that was tried
 * @param root of a tree; else {@code null}
 * @param why it is of this kind, for people
 */
record Granting(int errno, MarkMode kind, TreeRoot root, String why) {
    /**
     * Adds the first kind of mark that is taken.
     *
     * @param mask 0 where all is told by name ({@link ByName})
     */
    static Granting of(
            Watch watch, Place place, long mask, Features features, Post post, MountTable table) {
        if (mask == 0) {
            return new Granting(0, MarkMode.FILESYSTEM, null, "told by name alone");
        }
        List<MarkMode> kinds = kinds(watch, features);
        String why = kinds.get(0) == watch.mark() ? "as configured" : "the best there is";
        Granting last = null;
        for (MarkMode kind : kinds) {
            TreeRoot root = kind == MarkMode.TREE ? root(watch, place, mask, table) : null;
            int errno =
                    root == null
                            ? post.marks().add(place, kind == MarkMode.FILESYSTEM, mask)
                            : post.trees().mark(place, root);
            last = new Granting(errno, kind, root, why + blindness(kind, watch));
            if (errno == 0) {
                return last;
            }
            why = "no mark for the %s: %s".formatted(kind.text(), LibC.strerror(errno));
        }
        return last;
    }

    private static String blindness(MarkMode kind, Watch watch) {
        return kind == MarkMode.MOUNT && watch.mark() != MarkMode.MOUNT
                ? "; not seen through bind mounts and in other mount namespaces"
                : "";
    }

    private static TreeRoot root(Watch watch, Place place, long mask, MountTable table) {
        Set<Long> below = new HashSet<>();
        table.below(place.path()).forEach(mount -> below.add(mount.id()));
        return new TreeRoot(
                place.path(),
                place.canonical(),
                place.mount(),
                place.device(),
                mask,
                watch.crossMounts(),
                below);
    }

    /** The kinds of marks to try, the best first. */
    static List<MarkMode> kinds(Watch watch, Features features) {
        return switch (watch.mark()) {
            case TREE -> List.of(MarkMode.TREE);
            case MOUNT -> List.of(MarkMode.MOUNT);
            case FILESYSTEM ->
                    List.of(features.filesystemMarks() ? MarkMode.FILESYSTEM : MarkMode.MOUNT);
            case AUTO ->
                    features.filesystemMarks()
                            ? List.of(MarkMode.FILESYSTEM, MarkMode.MOUNT, MarkMode.TREE)
                            : List.of(MarkMode.MOUNT, MarkMode.TREE);
        };
    }
}
