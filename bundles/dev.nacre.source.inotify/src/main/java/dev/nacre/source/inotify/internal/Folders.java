/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The folders that are watched: by the watch's number, and as the tree they are. One thread. */
final class Folders {
    /** What a folder takes, with its name and its place in the table. */
    private static final int BYTES = 128;

    /** Of the heap that all parts share. */
    private static final int SHARE = 4;

    /** PATH_MAX of limits.h, less what a name may take: longer ways are gone in steps. */
    private static final int STEP = 4096 - 256;

    private static final int PLACE = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private Folder[] slots = new Folder[1024];
    private int size;

    /** How many folders there is memory for. */
    static long room() {
        return Runtime.getRuntime().maxMemory() / SHARE / BYTES;
    }

    int size() {
        return size;
    }

    /** {@code null} where there is none with this watch. */
    Folder find(int watch) {
        Folder at = slots[slot(watch)];
        while (at != null && at.watch != watch) {
            at = at.chained;
        }
        return at;
    }

    private int slot(int watch) {
        return watch & slots.length - 1;
    }

    void add(Folder folder, Folder above) {
        if (size == slots.length) {
            grow();
        }
        chain(folder);
        size++;
        attach(folder, above);
    }

    private void chain(Folder folder) {
        int slot = slot(folder.watch);
        folder.chained = slots[slot];
        slots[slot] = folder;
    }

    private void grow() {
        List<Folder> all = new ArrayList<>(size);
        each(all::add);
        slots = new Folder[2 * slots.length];
        all.forEach(this::chain);
    }

    private void each(Consumer<Folder> action) {
        for (Folder slot : slots) {
            for (Folder at = slot; at != null; at = at.chained) {
                action.accept(at);
            }
        }
    }

    /** Those that are so; may be taken out while they are gone through. */
    List<Folder> all(Predicate<Folder> wanted) {
        List<Folder> found = new ArrayList<>();
        each(
                folder -> {
                    if (wanted.test(folder)) {
                        found.add(folder);
                    }
                });
        return found;
    }

    /** Gives it another place. */
    void move(Folder folder, Folder above, byte[] name) {
        detach(folder);
        folder.name = name;
        attach(folder, above);
    }

    /** Takes it out; those below it stay, without a way to the top that could be opened. */
    void remove(Folder folder) {
        int slot = slot(folder.watch);
        if (slots[slot] == folder) {
            slots[slot] = folder.chained;
        } else {
            Folder at = slots[slot];
            while (at.chained != folder) {
                at = at.chained;
            }
            at.chained = folder.chained;
        }
        size--;
        folder.gone = true;
        detach(folder);
    }

    private static void attach(Folder folder, Folder above) {
        folder.above = above;
        folder.previous = null;
        folder.next = null;
        if (above != null) {
            folder.next = above.firstBelow;
            if (above.firstBelow != null) {
                above.firstBelow.previous = folder;
            }
            above.firstBelow = folder;
        }
    }

    private static void detach(Folder folder) {
        if (folder.next != null) {
            folder.next.previous = folder.previous;
        }
        if (folder.previous != null) {
            folder.previous.next = folder.next;
        } else if (folder.above != null) {
            folder.above.firstBelow = folder.next;
        }
    }

    /** A folder and all below it, in no order. */
    static List<Folder> subtree(Folder top) {
        List<Folder> found = new ArrayList<>(List.of(top));
        for (int i = 0; i < found.size(); i++) {
            for (Folder at = found.get(i).firstBelow; at != null; at = at.next) {
                found.add(at);
            }
        }
        return found;
    }

    /**
     * Opens a folder where the tree has it. What is there may be another by now, or be reached
     * through a symbolic link: only the folder that is watched is taken, whatever its path is.
     *
     * @return the caller's descriptor; -1 where it is no longer there
     */
    static int open(Folder folder, int flags) throws LinuxException {
        int at = Fcntl.AT_FDCWD;
        try {
            ByteArrayOutputStream step = new ByteArrayOutputStream();
            for (Folder one : folder.way()) {
                if (step.size() + one.name.length > STEP) {
                    at = enter(at, step, PLACE);
                }
                if (step.size() > 0) {
                    step.write('/');
                }
                step.write(one.name, 0, one.name.length);
            }
            at = enter(at, step, flags | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW);
        } catch (LinuxException e) {
            if (isGone(e)) {
                return -1;
            }
            throw e;
        }
        FileStatus status = FileStatus.scratch();
        if (status.read(at) && status.inode() == folder.inode && status.device() == folder.device) {
            return at;
        }
        Descriptors.close(at);
        return -1;
    }

    /** Whether a failure says that nothing of the kind is there, or not any more. */
    static boolean isGone(LinuxException e) {
        return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
    }

    private static int enter(int above, ByteArrayOutputStream step, int flags)
            throws LinuxException {
        try {
            return Descriptors.openAt(above, BytePath.of(step.toByteArray()), flags, 0);
        } finally {
            step.reset();
            if (above >= 0) {
                Descriptors.close(above);
            }
        }
    }
}
