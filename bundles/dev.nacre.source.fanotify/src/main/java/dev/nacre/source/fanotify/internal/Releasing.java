/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.BytePath;

/** Leaves each folder alone, or what is not wanted of it. For one thread. */
final class Releasing implements TreeWalk.Visitor {
    private final FolderMarks marks;
    private final TreePlan plan;
    private final TreeRoot root;

    /**
     * @param root the tree that was wanted before; {@code null} outside of all
     */
    Releasing(FolderMarks marks, TreePlan plan, TreeRoot root) {
        this.marks = marks;
        this.plan = plan;
        this.root = root;
    }

    @Override
    public boolean folder(int folder, BytePath path) {
        long mask = root == null ? 0 : plan.maskAt(root, path);
        if (!marks.stand(folder, mask)) {
            return root != null;
        }
        if (mask == 0) {
            marks.release(folder);
        } else {
            marks.narrow(folder, mask);
        }
        return true;
    }

    @Override
    public void failed(BytePath path, String why) {
        // Its mark stays, and what it reports lies outside: that costs, and harms nobody.
    }
}
