/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import dev.nacre.api.event.Access;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The running guard, as commands and pages see it. Any thread. */
@ProviderType
public interface Guard {
    /** {@return how the guard is; returns at once} */
    GuardStatus status();

    /**
     * {@return whether accesses are being answered: the guard looks after its own threads, and none
     * of them is beyond its help} What is told the service manager; returns at once.
     */
    boolean progresses();

    /** {@return the watches in force, in the order they are asked} */
    List<WatchStatus> watches();

    /**
     * Waits until the event source has been told what to guard by a policy, so that the kernel
     * reports what this one wants to hear of. What a source marks folder by folder it may still be
     * at.
     *
     * @param generation number of a policy that is in force, or was
     * @param limit how long it waits at most
     * @return whether that was so within the limit
     * @throws InterruptedException where the caller was interrupted
     */
    default boolean await(long generation, Duration limit) throws InterruptedException {
        return true;
    }

    /**
     * {@return what would become of an access, by the same code that decides on real ones}
     *
     * @param access need not have happened
     */
    Explanation explain(Access access);

    /**
     * Has the files below a folder closed that are kept open so that the kernel can let openings
     * pass; for a minute none is kept open there again.
     *
     * @param folder canonical
     * @return how many were closed
     * @throws IOException where it could not be done in time
     */
    int release(BytePath folder) throws IOException;

    /**
     * Judges a file by the first watch's scanner, or without a watch by the one ranked highest;
     * past cache and filters. Waits for it.
     *
     * @param file borrowed for the call
     * @return what the scanner says, or why it says nothing
     * @throws InterruptedException where the caller was interrupted
     */
    Verdict scan(FileContent file) throws InterruptedException;
}
