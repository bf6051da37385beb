/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.LibC;
import java.util.ArrayDeque;
import java.util.Deque;

/** Marks each folder that is gone through. For one thread. */
final class Covering implements TreeWalk.Visitor {
    private final FolderMarks marks;
    private final TreePlan plan;
    private final TreeReport report;
    private final EventSink sink;
    private final TreeRoot root;
    private final boolean tells;
    private final boolean whole;

    /** Those that were not marked before, the outermost ones. */
    private final Deque<BytePath> fresh = new ArrayDeque<>();

    /**
     * @param root the tree that the folders lie in
     * @param tells whether what was not marked before may hold what nobody has seen
     * @param whole whether it begins with the tree's own folder
     */
    Covering(
            FolderMarks marks,
            TreePlan plan,
            TreeReport report,
            EventSink sink,
            TreeRoot root,
            boolean tells,
            boolean whole) {
        this.marks = marks;
        this.plan = plan;
        this.report = report;
        this.sink = sink;
        this.root = root;
        this.tells = tells;
        this.whole = whole;
    }

    @Override
    public boolean folder(int folder, BytePath path) {
        BytePath canonical = root.canonical(path);
        long mask = plan.maskAt(root, path);
        if (mask == 0) {
            return true;
        }
        boolean known = marks.stand(folder, mask);
        int deaf = marks.listen(folder);
        if (deaf != 0) {
            report.deaf(root, LibC.strerror(deaf));
        }
        int errno = marks.add(folder, mask);
        if (errno != 0) {
            failed(path, LibC.strerror(errno));
            return true;
        }
        if (whole || !known) {
            report.marked(root);
        }
        if (!known && (fresh.isEmpty() || !canonical.isWithin(fresh.peekLast()))) {
            fresh.add(canonical);
        }
        return true;
    }

    @Override
    public void failed(BytePath path, String why) {
        report.failed(root, path, why);
    }

    /** To be called once all below is marked, too. */
    void tell() {
        if (tells) {
            fresh.forEach(folder -> sink.folderArrived(new Location(folder, folder, true), null));
        }
    }
}
