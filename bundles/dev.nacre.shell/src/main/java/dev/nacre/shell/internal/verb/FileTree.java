/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The folders of this machine, with names as bytes. Any thread. */
public interface FileTree {
    /** What a name stands for. */
    enum Kind {
        FOLDER,
        FILE,
        /** Symbolic links, devices, FIFOs, sockets. */
        OTHER
    }

    /**
     * What a path leads to, symbolic links followed.
     *
     * @param location where it really is
     * @param size bytes
     * @param fileSystem its type, such as {@code ext4}; empty where it cannot be told
     */
    record Found(Location location, Kind kind, long size, Optional<String> fileSystem) {}

    /** A name in a folder; a link is a link, wherever it leads. */
    record Entry(BytePath name, Kind kind) {}

    /**
     * Follows a path.
     *
     * @param path absolute
     * @throws IOException with a message that says what stood in the way
     */
    Found find(BytePath path) throws IOException;

    /**
     * Whether files of users may lie in a folder: not so in those that the kernel makes up, such as
     * {@code /proc}.
     *
     * @throws IOException where the folder cannot be asked
     */
    boolean holdsFiles(BytePath folder) throws IOException;

    /**
     * What lies directly in a folder, in no order, without {@code .} and {@code ..}.
     *
     * @throws IOException with a message that says why the folder cannot be listed
     */
    List<Entry> list(BytePath folder) throws IOException;

    /** Whether {@code e} says that there is no such file. */
    boolean isMissing(IOException e);
}
