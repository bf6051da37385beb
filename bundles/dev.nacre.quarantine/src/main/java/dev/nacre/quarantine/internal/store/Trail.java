/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.linux.Descriptors;
import java.io.IOException;

/**
 * Follows an open file where it is renamed while something is done to it, as what is uploaded often
 * is once it is complete. A path is only where to look: what is found there must be the open file.
 */
final class Trail {
    /** Who renames faster than that does so to hide the file. */
    private static final int RENAMES = 8;

    /** What is to be done to the file at its path. */
    interface Step<T> {
        /**
         * @throws Swapped where the path does not lead to the file; then nothing has been done
         */
        T at(BytePath path) throws IOException;
    }

    private Trail() {}

    /**
     * Does it once.
     *
     * @param path where the file was seen last
     * @throws Swapped where no name of it is left, or none could be caught
     */
    static <T> T follow(FileContent file, BytePath path, Step<T> step) throws IOException {
        BytePath at = path;
        for (int renames = 0; ; renames++) {
            try {
                return step.at(at);
            } catch (Swapped e) {
                BytePath now = Descriptors.path(file.descriptor());
                if (e.isNameless() || now == null || now.equals(at) || renames == RENAMES) {
                    throw e;
                }
                at = now;
            }
        }
    }
}
