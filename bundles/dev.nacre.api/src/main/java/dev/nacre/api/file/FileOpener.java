/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens files by name, for what no event has brought: scans on demand, and what a gap has hidden.
 */
@ProviderType
public interface FileOpener {
    /** An open file that its receiver owns and must close. */
    @ProviderType
    interface OpenFile extends FileContent, Closeable {}

    /**
     * Opens a regular file for reading. Follows no symbolic link in the last name, never waits (a
     * FIFO or device is refused without being opened for reading).
     *
     * @param path any; a relative one counts from the process's working directory
     * @return the open file, the caller's own
     * @throws IOException with a message that says what stood in the way: no such file, not a
     *     regular file, no permission
     */
    OpenFile open(BytePath path) throws IOException;
}
