/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.PathWalk;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mends, in the folders of others, what was being done there when the process died. */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    /** What became of a file that was being taken or deleted. */
    enum Fate {
        /** It is where it was. */
        AT_ITS_PLACE,
        /** It is not where it was. */
        GONE,
        /** Nobody can say now. */
        UNKNOWN
    }

    private final Probe probe;

    Aftermath(Probe probe) {
        this.probe = probe;
    }

    /**
     * Finishes the deletion of a file that had been set aside, and puts back any other.
     *
     * @param file the file that was to be deleted
     */
    Fate settleRemoval(BytePath path, BytePath aside, FileIdentity file) {
        try (Folder folder = PathWalk.open(path.parent(), probe)) {
            Optional<FileIdentity> set = folder.identify(aside);
            if (set.isPresent()) {
                if (Identities.sameContent(set.get(), file)) {
                    folder.unlink(aside);
                } else {
                    folder.publish(aside, path.name());
                }
                folder.sync();
            }
            boolean there =
                    folder.identify(path.name())
                            .filter(found -> Identities.sameContent(found, file))
                            .isPresent();
            return there ? Fate.AT_ITS_PLACE : Fate.GONE;
        } catch (IOException e) {
            LOG.warn("What was begun with {} cannot be finished: {}", path, e.getMessage());
            return Fate.UNKNOWN;
        }
    }

    /** Deletes a file of ours that had not got its name yet; returns whether that is settled. */
    boolean settleRestore(BytePath path, BytePath aside) {
        try (Folder folder = PathWalk.open(path.parent(), probe)) {
            folder.unlinkIfThere(aside);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "{} may have been left beside {} and cannot be deleted: {}",
                    aside,
                    path,
                    e.getMessage());
            return false;
        }
    }
}
