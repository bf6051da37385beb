/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which trees are to be marked, and what is left to be done for it: first all that is wanted is
 * marked, then what no longer is wanted is left alone, some time later, as with {@link Marks}. Any
 * thread.
 */
final class TreePlan {
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    enum Kind {
        /** Marks a tree for the first time: what lies there is not new. */
        FIRST,
        /** Marks what has come into a tree untold. */
        AGAIN,
        /** Takes from a tree what is not wanted there any more. */
        TRIM
    }

    record Job(TreeRoot root, Kind kind) {}

    private Set<TreeRoot> wanted = Set.of();

    /** The trees that have been gone into, and whether to the end. */
    private final Map<TreeRoot, Boolean> entered = new LinkedHashMap<>();

    private final Set<TreeRoot> again = new LinkedHashSet<>();
    private Job current;
    private long since = System.nanoTime();
    private long notBefore = since;

    /** Says what is wanted from now on. Returns whether that is something new. */
    synchronized boolean want(Set<TreeRoot> roots) {
        if (wanted.equals(roots)) {
            return false;
        }
        wanted = Set.copyOf(roots);
        since = System.nanoTime();
        return true;
    }

    synchronized Set<TreeRoot> wanted() {
        return wanted;
    }

    /** Whether all folders of a tree are marked, but for what has come into it at this moment. */
    synchronized boolean stands(TreeRoot root) {
        return entered.entrySet().stream().anyMatch(e -> e.getValue() && e.getKey().serves(root));
    }

    /** Something has come into these trees untold. */
    synchronized void again(Set<TreeRoot> roots) {
        again.addAll(roots);
    }

    /**
     * The events that are wanted of a folder; 0 outside of all trees.
     *
     * @param via a tree that it lies in, or did
     * @param path its real one
     */
    synchronized long maskAt(TreeRoot via, BytePath path) {
        BytePath canonical = via.canonical(path);
        long mask = 0;
        for (TreeRoot root : wanted) {
            boolean within = root.device() == via.device() && canonical.isWithin(root.canonical());
            mask |= within ? root.mask() : 0;
        }
        return mask;
    }

    /** The tree that a folder lies in by its real path; {@code null} where it lies in none. */
    synchronized TreeRoot rootOf(BytePath path, long mount) {
        TreeRoot nearest = null;
        for (TreeRoot root : wanted) {
            if (root.mount() == mount
                    && path.isWithin(root.path())
                    && (nearest == null || root.path().length() > nearest.path().length())) {
                nearest = root;
            }
        }
        return nearest;
    }

    /** What is to be done next; {@code null} for now. The caller says when it is {@link #done}. */
    synchronized Job next() {
        if (current == null && System.nanoTime() - notBefore >= 0) {
            current = find();
            if (current != null && current.kind == Kind.TRIM) {
                // Should it be wanted again meanwhile, it no longer stands.
                entered.put(current.root, false);
            } else if (current != null) {
                entered.putIfAbsent(current.root, false);
                again.remove(current.root);
            }
        }
        return current;
    }

    private Job find() {
        for (TreeRoot root : wanted) {
            if (!entered.getOrDefault(root, false)) {
                return new Job(root, stands(root) ? Kind.AGAIN : Kind.FIRST);
            }
        }
        again.retainAll(wanted);
        if (!again.isEmpty()) {
            return new Job(again.iterator().next(), Kind.AGAIN);
        }
        if (System.nanoTime() - since < GRACE_NANOS) {
            return null;
        }
        for (TreeRoot root : List.copyOf(entered.keySet())) {
            if (!wanted.contains(root)) {
                if (wanted.stream().noneMatch(kept -> kept.serves(root))) {
                    return new Job(root, Kind.TRIM);
                }
                entered.remove(root);
            }
        }
        return null;
    }

    /** Whether something will have to be done without anybody asking for it. */
    synchronized boolean hasMore() {
        return current != null || !again.isEmpty() || !entered.keySet().equals(wanted);
    }

    /** It cannot be done now; it will be tried again. */
    synchronized void postpone() {
        current = null;
        notBefore = System.nanoTime() + RETRY_NANOS;
    }

    synchronized void done() {
        if (current.kind == Kind.TRIM) {
            entered.remove(current.root);
        } else {
            entered.put(current.root, true);
        }
        current = null;
    }
}
