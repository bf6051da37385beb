/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Finds the files that have changed while nobody could tell of it. */
@ProviderType
public interface ChangedFiles {
    /** Is told of what is found, by the thread that goes through the folders. */
    @ConsumerType
    interface Visitor {
        /** {@return whether to go on; asked before each name, so it returns at once} */
        boolean goesOn();

        /**
         * A folder is about to be gone through.
         *
         * @param path canonical
         */
        void folder(BytePath path);

        /**
         * A file that has changed. May wait until there is room for more.
         *
         * @param path canonical
         * @param file the visitor's own from now on, to be closed by it
         */
        void changed(BytePath path, OpenFile file);

        /**
         * Something could not be looked at; all else is gone through nevertheless.
         *
         * @param path canonical
         * @param why in words for people
         */
        void failed(BytePath path, String why);
    }

    /**
     * Goes through a folder and what lies below, other file systems that are mounted there too, and
     * hands over each regular file that is not empty and whose ctime is {@code since} or later.
     * Follows no symbolic link. Where a folder itself seems to have been moved or given other
     * rights since then, all files in and below it are handed over: moving a folder leaves the
     * ctime of what it holds as it was.
     *
     * <p>Takes as long as it takes, a bounded number of descriptors and bounded memory. Lowers the
     * calling thread's priority for good.
     *
     * @param folder canonical; nothing is found where it does not exist
     * @param since nanoseconds since 1970
     * @param visitor is told before this returns
     * @return false where the visitor ended it
     * @throws IOException where it cannot be begun, as the mounts cannot be told
     */
    boolean visit(BytePath folder, long since, Visitor visitor) throws IOException;
}
