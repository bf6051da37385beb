/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_ON_CHILD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ONLYDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_REMOVE;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_FROM;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_TO;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVE_SELF;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Errno;

/**
 * The two marks of a folder: one by which accesses to the files in it are reported, and one in a
 * group of its own that tells of new folders in it, and of its being moved. The kernel keeps both
 * with the folder, and no list of folders is kept here: what is gone takes its marks along, and
 * what was moved still has them. Any thread.
 *
 * <p><b>The first is never removed</b>, for the reason that {@link Marks} gives: as long as an
 * access to a file in the folder waits, a mark that is being removed would let pass all others
 * there, even those that the mark of the whole file system asks for. It is emptied, stays as long
 * as the folder, and keeps the folder's inode in memory. The second may be removed: the kernel asks
 * groups for permission before it looks at the marks of those that are only told, and then the
 * first of a folder's marks is ours.
 */
final class FolderMarks {
    private static final long NEWS = FAN_CREATE | FAN_MOVED_TO | FAN_MOVE_SELF | FAN_ONDIR;

    /** Is never asked for: to take it from a mark shows whether there is one. */
    private static final long PROBE = FAN_MOVED_FROM;

    private static final byte[] ITSELF = BytePath.of(".").cString();

    private static final int ADD = FAN_MARK_ADD | FAN_MARK_ONLYDIR;

    private final Group accesses;
    private final Group news;
    private final long all;

    /**
     * @param news {@code null} where the kernel tells nothing of folders
     */
    FolderMarks(Group accesses, Group news, Features features) {
        this.accesses = accesses;
        this.news = news;
        this.all = Masks.all(features);
    }

    /**
     * Whether a folder is marked and was not left alone since.
     *
     * @param folder here and elsewhere: open, with {@code O_PATH} or for reading
     * @param mask the events that are wanted of it
     */
    boolean stand(int folder, long mask) {
        int errno =
                news != null
                        ? news.mark(FAN_MARK_REMOVE, PROBE, folder, ITSELF)
                        : accesses.mark(FAN_MARK_REMOVE, unwanted(mask), folder, ITSELF);
        return errno == 0;
    }

    private long unwanted(long mask) {
        return Long.lowestOneBit(all & ~mask);
    }

    /**
     * Has the kernel tell of new folders in this one, and of its being moved.
     *
     * @return 0 or errno; ENOSYS where it cannot at all
     */
    int listen(int folder) {
        return news == null ? Errno.ENOSYS : news.mark(ADD, NEWS, folder, ITSELF);
    }

    /**
     * Has accesses to the files in a folder reported.
     *
     * @return 0 or errno
     */
    int add(int folder, long mask) {
        int errno = accesses.mark(ADD, mask | FAN_EVENT_ON_CHILD, folder, ITSELF);
        if (errno == 0) {
            accesses.mark(FAN_MARK_REMOVE, FAN_ONDIR, folder, ITSELF);
        }
        return errno;
    }

    /** Has no other accesses reported than these. */
    void narrow(int folder, long mask) {
        accesses.mark(FAN_MARK_REMOVE, all & ~mask, folder, ITSELF);
    }

    /** Leaves a folder alone. */
    void release(int folder) {
        accesses.mark(ADD, FAN_ONDIR, folder, ITSELF);
        accesses.mark(FAN_MARK_REMOVE, all | FAN_EVENT_ON_CHILD, folder, ITSELF);
        if (news != null) {
            news.mark(FAN_MARK_REMOVE, NEWS, folder, ITSELF);
        }
    }
}
