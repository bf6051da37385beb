/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_Q_OVERFLOW;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileSystems;
import dev.nacre.linux.HandleEvent;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the kernel tells of folders: each folder that is new or was moved is opened, by the handles
 * that come with the event, and found where it lies now. Where the file system opens nothing by its
 * handle, as overlayfs does not, the tree is gone through instead. For one thread.
 */
final class TreeNews {
    /** What does not fit waits in the kernel's queue. */
    private static final int MOST = 4096;

    private static final int BUFFER = 64 * 1024;

    /** Is given what was found. */
    interface Found {
        /** As {@link TreeKeeper}'s. */
        void folder(int folder, BytePath path, TreeRoot root, boolean isNew);
    }

    private record Item(long filesystem, HandleEvent.Entry entry, boolean isNew) {}

    /** The folder of a tree, open while a batch of news is dealt with. */
    private record Open(TreeRoot root, int folder, long filesystem, boolean opens) {}

    private final Group group;
    private final TreePlan plan;
    private final Found found;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER);
    private final Set<Item> items = new LinkedHashSet<>();
    private final FileStatus status = new FileStatus();

    TreeNews(Group group, TreePlan plan, Found found) {
        this.group = group;
        this.plan = plan;
        this.found = found;
    }

    boolean pending() {
        return !items.isEmpty();
    }

    /** Deals with so many at most. Does not wait. */
    void take(int most) {
        if (group != null && items.size() < MOST) {
            read();
        }
        if (items.isEmpty()) {
            return;
        }
        List<Open> trees = new ArrayList<>();
        try {
            plan.wanted().forEach(root -> open(root, trees));
            Iterator<Item> next = items.iterator();
            for (int i = 0; i < most && next.hasNext(); i++) {
                Item item = next.next();
                next.remove();
                look(item, trees);
            }
        } finally {
            trees.forEach(tree -> Descriptors.close(tree.folder));
        }
    }

    private void read() {
        int length = group.read(buffer);
        for (int at = 0; at < length; at += buffer.bytes().getInt(at + EVENT_LEN)) {
            HandleEvent event = HandleEvent.read(buffer.bytes(), at);
            if ((event.mask() & FAN_Q_OVERFLOW) != 0) {
                plan.again(plan.wanted());
            } else if ((event.mask() & FAN_ONDIR) != 0 && event.entry() != null) {
                boolean isNew = (event.mask() & ~FAN_ONDIR) == FAN_CREATE;
                items.add(new Item(event.filesystem(), event.entry(), isNew));
            }
        }
    }

    /** Opens the folder of a tree for reading; -1 where it is not there. */
    static int open(TreeRoot root) {
        try {
            int folder = Descriptors.open(root.path(), TreeWalk.FOLDER);
            FileStatus status = FileStatus.scratch();
            if (status.read(folder)
                    && root.mount()
                            == (status.mount() == 0 ? MountIds.of(folder) : status.mount())) {
                return folder;
            }
            Descriptors.close(folder);
        } catch (LinuxException e) {
            return -1;
        }
        return -1;
    }

    private static void open(TreeRoot root, List<Open> trees) {
        int folder = open(root);
        if (folder >= 0) {
            try {
                long filesystem = FileSystems.id(folder);
                trees.add(new Open(root, folder, filesystem, opensByHandle(folder)));
            } catch (LinuxException e) {
                Descriptors.close(folder);
            }
        }
    }

    private static boolean opensByHandle(int folder) {
        try {
            Descriptors.close(FileHandle.of(folder).open(folder, Fcntl.O_PATH));
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    private void look(Item item, List<Open> trees) {
        List<Open> candidates =
                trees.stream().filter(tree -> tree.filesystem == item.filesystem).toList();
        Located best = null;
        // A subvolume of btrfs has an id of its own, and is opened through its parent's.
        for (Open tree : candidates.isEmpty() ? trees : candidates) {
            if (!tree.opens) {
                plan.again(Set.of(tree.root));
            } else if (best == null || best.root == null) {
                Located located = locate(item.entry, tree);
                if (best != null && located != null) {
                    Descriptors.close(best.folder);
                }
                best = located == null ? best : located;
            }
        }
        if (best != null) {
            found.folder(best.folder, best.path, best.root, item.isNew);
        }
    }

    /** An open folder. */
    private record Located(int folder, BytePath path, TreeRoot root) {}

    /** {@code null} where it has gone, or been given another name, of which another event tells. */
    private Located locate(HandleEvent.Entry entry, Open tree) {
        try {
            int folder = entry.folder().open(tree.folder, TreeWalk.FOLDER);
            if (entry.name() != null) {
                int above = folder;
                try {
                    folder = Descriptors.openAt(above, entry.name(), TreeWalk.FOLDER, 0);
                } finally {
                    Descriptors.close(above);
                }
            }
            BytePath path = Descriptors.path(folder);
            if (path == null || !status.read(folder)) {
                Descriptors.close(folder);
                return null;
            }
            long mount = status.mount() == 0 ? MountIds.of(folder) : status.mount();
            if (mount != tree.root.mount()) {
                // Something is mounted there: that is a tree of its own.
                Descriptors.close(folder);
                return null;
            }
            return new Located(folder, path, plan.rootOf(path, mount));
        } catch (LinuxException e) {
            if (Errno.ENOENT != e.errno()
                    && Errno.ESTALE != e.errno()
                    && Errno.ENOTDIR != e.errno()
                    && Errno.ELOOP != e.errno()) {
                plan.again(Set.of(tree.root));
            }
            return null;
        }
    }
}
