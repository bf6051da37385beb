/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_EVICTABLE;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_IGNORED_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_REMOVE;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_EXEC_PERM;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Marks by which the kernel no longer reports that a file is opened; that it is written it goes on
 * reporting. The first modification ends that, too, as {@code FAN_MARK_IGNORED_SURV_MODIFY} is not
 * asked for.
 *
 * <p><b>A mark is never removed.</b> While one is being removed the kernel lets accesses pass
 * unreported (fsnotify_prepare_user_wait of fs/notify/mark.c), and it is being removed for as long
 * as another access to the file waits for an answer. So only what it ignores is taken from it; what
 * is left asks for nothing, and goes with the inode when nobody uses that any more, for which it is
 * evictable.
 */
final class IgnoreMarks {
    /** Keeps a mark that ignores nothing from being removed, and reports nothing of a file. */
    private static final long NOTHING = FAN_ONDIR;

    private static final int ADD = FAN_MARK_ADD | FAN_MARK_EVICTABLE;

    private final Group group;
    private final long mask;

    /** By the descriptor of the file: the kernel gives the lowest that is free (open(2)). */
    private final BitSet standing = new BitSet();

    private final AtomicLong generation = new AtomicLong();

    IgnoreMarks(Group group, Features features) {
        this.group = group;
        long bits = FAN_OPEN;
        bits |= features.permission() ? FAN_OPEN_PERM : 0;
        bits |= features.execEvents() ? FAN_OPEN_EXEC : 0;
        bits |= features.execEvents() && features.permission() ? FAN_OPEN_EXEC_PERM : 0;
        this.mask = bits;
    }

    /** Grows with each {@link #forget}. */
    long generation() {
        return generation.get();
    }

    /**
     * Has openings of a file ignored; false where that could not be had, or all has been forgotten
     * since {@code asOf}.
     *
     * @param file open until it is given to {@link #remove}
     */
    synchronized boolean add(int file, long asOf) {
        boolean added =
                asOf == generation.get()
                        && group.mark(ADD, NOTHING, file, null) == 0
                        && group.mark(ADD | FAN_MARK_IGNORED_MASK, mask, file, null) == 0;
        if (added) {
            standing.set(file);
        }
        return added;
    }

    /** Has openings of a file reported again. */
    synchronized void remove(int file) {
        if (standing.get(file)) {
            standing.clear(file);
            report(file);
        }
    }

    /** Has all openings reported again. Takes some microseconds a file. */
    synchronized void forget() {
        generation.incrementAndGet();
        for (int file = standing.nextSetBit(0); file >= 0; file = standing.nextSetBit(file + 1)) {
            report(file);
        }
        standing.clear();
    }

    private void report(int file) {
        group.mark(FAN_MARK_REMOVE | FAN_MARK_IGNORED_MASK, mask, file, null);
    }
}
