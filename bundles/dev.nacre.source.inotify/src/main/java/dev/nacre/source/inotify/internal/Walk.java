/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory.Entry;
import dev.nacre.linux.DirectoryReader;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;

/**
 * Goes through folders, a step at a time, so that events are read between. Each folder is watched
 * first and listed after: what comes into it later is told by its watch, what came before is found
 * by the list. For one thread.
 */
final class Walk {
    /** Times of change, in nanoseconds since 1970, from which on files are offered. */
    static final long ALL = Long.MIN_VALUE;

    static final long NONE = Long.MAX_VALUE;

    private static final int BUFFER = 32 * 1024;

    /**
     * A folder to be gone through.
     *
     * @param since from when on files in it are offered
     * @param fresh likewise, for folders below that were not watched before
     */
    private record Stage(Folder folder, long since, long fresh) {}

    private final Tree tree;
    private final Offers offers;
    private final Failures failures;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER);
    private final Deque<Stage> stages = new ArrayDeque<>();
    private int number;
    private boolean whole;

    Walk(Tree tree, Offers offers, Failures failures) {
        this.tree = tree;
        this.offers = offers;
        this.failures = failures;
    }

    /**
     * Begins to go through all that the plan has; what is watched and not found is released at the
     * end.
     *
     * @param fresh from when on files are offered in folders that were not watched before
     */
    void begin(ToLongFunction<Scope> fresh) {
        failures.forget();
        number++;
        whole = true;
        for (Scope top : tree.plan().tops()) {
            add(Fcntl.AT_FDCWD, null, top.path(), top.path(), NONE, fresh.applyAsLong(top));
        }
    }

    /** What is to be gone through because somebody told of it. */
    void add(Folder folder, long since, long fresh) {
        folder.seen = number;
        folder.owes |= since != NONE;
        stages.push(new Stage(folder, since, fresh));
    }

    /** Whether a walk of all is under way. */
    boolean isWhole() {
        return whole;
    }

    boolean isOver() {
        return stages.isEmpty() && !whole;
    }

    /** Whether files are still to be offered: not only folders to be watched. */
    boolean owes() {
        return stages.stream().anyMatch(stage -> stage.since != NONE || stage.fresh == ALL);
    }

    /**
     * Goes through one folder.
     *
     * @return whether a walk of all has ended by that
     */
    boolean step() {
        Stage stage = stages.poll();
        if (stage != null && !stage.folder.gone) {
            go(stage);
        }
        boolean ended = whole && stages.isEmpty();
        if (ended) {
            whole = false;
            tree.releaseUnseen(number);
        }
        return ended;
    }

    private void go(Stage stage) {
        Folder folder = stage.folder;
        BytePath path = folder.path();
        long since = folder.owes && stage.since == NONE ? ALL : stage.since;
        try {
            int descriptor = Folders.open(folder, Fcntl.O_RDONLY);
            if (descriptor >= 0) {
                try {
                    list(new Stage(folder, since, stage.fresh), descriptor, path);
                } finally {
                    Descriptors.close(descriptor);
                }
                folder.owes = false;
                folder.whole |= since == ALL;
            }
        } catch (LinuxException e) {
            failures.add(path, e);
        }
    }

    private void list(Stage stage, int folder, BytePath path) throws LinuxException {
        DirectoryReader names = new DirectoryReader(path, folder, buffer);
        for (Entry entry = names.next(); entry != null; entry = names.next()) {
            BytePath name = entry.name();
            if (entry.directory()) {
                add(folder, stage.folder, name, path.resolve(name), stage.since, stage.fresh);
            } else if (entry.regular() && stage.since != NONE) {
                offers.found(folder, path, name, stage.since);
            }
        }
    }

    private void add(int in, Folder above, BytePath name, BytePath path, long since, long fresh) {
        try {
            Tree.Found found = tree.adopt(in, above, name, path);
            if (found != null) {
                boolean isFresh = found.how() == Tree.Finding.FRESH;
                add(found.folder(), isFresh ? fresh : since, fresh);
            }
        } catch (LinuxException e) {
            failures.add(path, e);
        }
    }
}
