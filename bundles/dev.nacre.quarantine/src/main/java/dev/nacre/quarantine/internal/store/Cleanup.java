/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;

/** Takes away what a failed step has left, without hiding why it failed. */
final class Cleanup {
    private Cleanup() {}

    /** Deletes a name, if it is there; what goes wrong is added to {@code failure}. */
    static void unlink(Folder folder, BytePath name, Exception failure) {
        try {
            folder.unlinkIfThere(name);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
