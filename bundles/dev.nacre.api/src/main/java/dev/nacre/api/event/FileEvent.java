/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One access that the kernel reported, with the open file, and for a permission event the answer
 * that the kernel waits for.
 *
 * <p><b>Ownership.</b> The event owns descriptor and answer. Whoever was handed the event must
 * close it exactly once; a permission event must have been answered before. {@link #answer} may be
 * called by several threads (a verdict and a deadline race): the first call answers, the others
 * return false and do nothing. Answering does not close: a scan may go on after a deadline has
 * answered.
 */
@ProviderType
public interface FileEvent extends Access, FileContent, AutoCloseable {
    /** {@return whether the kernel waits for an answer} */
    boolean permission();

    /**
     * {@return when the access was made, at the earliest, of {@link System#nanoTime}} It may have
     * waited before it was reported, in a crowd.
     */
    default long arrived() {
        return System.nanoTime();
    }

    /** {@return the identity when the event was read; costs nothing} */
    FileIdentity identity();

    /**
     * {@return whether the content may be read by this process} Where not, {@link #descriptor} is
     * -1, no verdict can be had, and the access counts as unscanned if a watch wants it scanned.
     */
    default boolean readable() {
        return true;
    }

    /**
     * Answers a permission event.
     *
     * @param allow true: the access goes on; false: it fails with EPERM
     * @return false where it has been answered, or is none
     */
    boolean answer(boolean allow);

    /**
     * Answers many at once: {@code answers} calls {@link #answer} of this event and of others of
     * the same source. An answer may wake more than the one who waits for it, as fanotify's do; so
     * a source sees to it, as far as it can, that those who are woken do not hold up the answers
     * that are left.
     *
     * @param answers run once, in this thread, before this returns; for a short time, and does
     *     nothing but answer and count: it closes nothing, logs nothing, and waits for nobody
     */
    default void together(Runnable answers) {
        answers.run();
    }

    /**
     * Closes the descriptor. An unanswered permission event is answered first: allowed, and counted
     * as a fault.
     */
    @Override
    void close();

    /**
     * Closes, and asks that the kernel settle further openings of this file by itself: until
     * somebody opens it for writing, {@link EventSource#forget} is called, or the source needs the
     * room for another. A source that cannot do so closes, and goes on reporting.
     */
    default void leave() {
        close();
    }
}
