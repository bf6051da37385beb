/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.quarantine.Quarantine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What verbs work on. Parts of the host come and go while it runs, so they are asked for. */
public interface Host {
    Guard guard() throws Unavailable;

    Quarantine quarantine() throws Unavailable;

    FileOpener files() throws Unavailable;

    /** Who is told of detections, in no order. */
    List<NamedNotifier> notifiers();

    /** The folders, as they are mounted now. */
    FileTree tree() throws IOException;

    /** The running process of this id; empty where there is none. */
    Optional<Accessor> process(int pid);

    /**
     * A process that a user could start, of which no more is known than its user and groups; empty
     * where there is no such user.
     *
     * @param user a name, or an id in decimal
     * @throws IOException where it cannot be told now
     */
    Optional<Accessor> processOf(String user) throws IOException;
}
