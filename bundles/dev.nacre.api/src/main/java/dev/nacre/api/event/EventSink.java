/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.FileIdentity;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes what an event source reports. Called by the source's reader threads: no call waits, opens a
 * file, or logs.
 */
@ProviderType
public interface EventSink {
    /**
     * A file was written: what is known of its content is void. The source calls this for a write
     * before any of its threads reads an event that the kernel queued later, so that an open after
     * the write is not judged by what was known before. Where each change of a file shows in its
     * ctime ({@link dev.nacre.api.file.ChangeTrace#TIMES}) the source may tell of it later, if
     * {@link #settles} does not settle the write: a verdict from before is on another identity.
     * Never waits; allocates nothing.
     *
     * @param device its device number, as the kernel packs it (makedev(3))
     * @param inode its inode number
     */
    void written(long device, long inode);

    /**
     * Settles an access by what costs nothing to know: our own, the scanner's, not a regular file,
     * empty, known to be clean. Counts it. Allocates nothing.
     *
     * @param kind the access; of several in one event the one that matters most
     * @param permission whether the kernel waits for an answer
     * @param pid who makes the access
     * @param mode type and permissions (inode(7))
     * @param device the file's device number, as the kernel packs it (makedev(3))
     * @param inode its inode number
     * @param size bytes
     * @param modified mtime, nanoseconds since 1970
     * @param changed ctime, nanoseconds since 1970
     * @return true: the caller allows the access, closes the descriptor, and is done; false: it
     *     makes a {@link FileEvent} and hands that to {@link #accept}
     */
    boolean settles(
            AccessKind kind,
            boolean permission,
            int pid,
            int mode,
            long device,
            long inode,
            long size,
            long modified,
            long changed);

    /**
     * Takes over an event, with its descriptor and its answer.
     *
     * @param event the sink's own from now on
     */
    void accept(FileEvent event);

    /**
     * Whether the kernel may settle accesses to this file by itself, as things are now: known to be
     * clean, and treated alike by all watches. A source asks for each file it was {@link
     * FileEvent#leave left}, once nobody can change it unnoticed and the kernel has been told;
     * where the answer is no, it takes that back. Any thread; returns at once.
     *
     * @param file as it is now
     * @return whether it may
     */
    default boolean holds(FileIdentity file) {
        return false;
    }

    /**
     * Whether a file that has come to be where it is, or was written there, and that {@link
     * #settles} does not settle, is to be opened and handed to {@link #accept}; counts it where
     * not. For sources that open files after the fact. Nobody waits for the thread that asks.
     *
     * @param arrival where it is now: {@link AccessKind#ARRIVE}, or a write
     * @param from where it was before, if that was for certain the place of the same file; else
     *     {@code null}
     * @param file as it is now
     * @return whether it is
     */
    default boolean wants(Access arrival, FileIdentity file, Location from) {
        return true;
    }

    /**
     * A folder was moved to where it is, with all that lies below it: the sink has a look at that.
     * For sources that report {@link AccessKind#ARRIVE}. Returns at once.
     *
     * @param folder where it is now, in a mount of ours
     * @param from as for {@link #wants}
     */
    default void folderArrived(Location folder, Location from) {}

    /**
     * The kernel dropped events, or an event came without a file: something passed that was not
     * seen.
     *
     * @param reason what happened, such as {@code queue-overflow}
     */
    void lost(String reason);
}
