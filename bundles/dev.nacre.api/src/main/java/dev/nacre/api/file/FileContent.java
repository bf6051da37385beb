/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A regular file, open for reading. Whoever is handed one may use it until the call returns that
 * handed it over; it neither closes the file nor keeps it. Safe for several threads: no call moves
 * a common position.
 */
@ProviderType
public interface FileContent {
    /**
     * {@return the number of the open descriptor, for what passes descriptors on} It must not be
     * read with read(2), which would move its position, nor be closed.
     */
    int descriptor();

    /**
     * {@return what the kernel says when it is asked anew (statx(2))}
     *
     * @throws IOException where the kernel cannot say
     */
    FileIdentity identify() throws IOException;

    /**
     * {@return how a change after this moment can be noticed} Costs some system calls; never waits.
     */
    default ChangeTrace trace() {
        return ChangeTrace.NONE;
    }

    /**
     * {@return whether no two changes share a ctime between which somebody has looked, however
     * close they are (multigrain timestamps, Linux 6.13)} Else those within a clock tick may: 10 ms
     * at most.
     */
    default boolean finelyTimed() {
        return false;
    }

    /**
     * Reads up to {@code target.remaining()} bytes from {@code position} on (pread(2)).
     *
     * @param target its position moves by what was read
     * @param position bytes from the file's start
     * @return the number of bytes read, 0 at the end of the file
     * @throws IOException where the file cannot be read
     */
    int read(ByteBuffer target, long position) throws IOException;
}
