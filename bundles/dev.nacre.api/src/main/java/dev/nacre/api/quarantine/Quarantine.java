/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.quarantine;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes infected files away, keeps them, gives them back. Works on the open file, never on a name
 * that may have been swapped; whole after a crash at any moment. Any thread.
 */
@ProviderType
public interface Quarantine {
    /**
     * Takes a file: its content is kept, its name disappears. On an exception the file is where it
     * was.
     *
     * @param file the infected file, borrowed for the call
     * @param path where it was reached
     * @param signature what was found
     * @return what is kept
     * @throws IOException with a message that says why it could not be taken and what to do
     */
    QuarantineEntry take(FileContent file, BytePath path, String signature) throws IOException;

    /**
     * Deletes a file in the same careful way, keeping nothing.
     *
     * @param file the infected file, borrowed for the call
     * @param path where it was reached
     * @throws IOException with a message that says why it could not be deleted and what to do
     */
    void remove(FileContent file, BytePath path) throws IOException;

    /** {@return all that is kept, the oldest first} */
    List<QuarantineEntry> list();

    /**
     * {@return what is kept under a name; empty where there is no such entry}
     *
     * @param id as in {@link QuarantineEntry#id}
     */
    Optional<QuarantineEntry> find(String id);

    /**
     * Gives a file back: bytes, owner, mode, extended attributes and times. The file given back is
     * {@link #isReleased released} until it changes.
     *
     * @param id as in {@link QuarantineEntry#id}
     * @param target where to; empty: where it was
     * @return where it is now
     * @throws IOException where there is no such entry, the place is taken, or it could not be
     *     written; the entry is still there
     */
    BytePath restore(String id, Optional<BytePath> target) throws IOException;

    /**
     * Deletes what is kept, for good.
     *
     * @param id as in {@link QuarantineEntry#id}
     * @throws IOException where there is no such entry, or it could not be deleted
     */
    void delete(String id) throws IOException;

    /**
     * {@return whether an administrator gave back this very file and it has not changed since}
     * Cheap.
     *
     * @param identity as it is now
     */
    boolean isReleased(FileIdentity identity);
}
