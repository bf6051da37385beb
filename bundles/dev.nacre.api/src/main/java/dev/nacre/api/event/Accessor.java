/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Set;

/**
 * The process that makes an access, as procfs showed it (proc(5)).
 *
 * @param pid its id
 * @param uid its effective user id, -1 where unknown
 * @param executable the file it runs; {@code null} where unknown (kernel threads, ended processes)
 *     or of no worth (processes in a mount namespace of their own)
 * @param command its command name, at most 15 bytes, chosen by the process itself; {@code null}
 *     where unknown
 * @param ancestors its ancestors, the parent first, each without ancestors of its own
 * @param groups its effective and supplementary group ids; empty where unknown
 * @param controlGroup the path of its control group in the version 2 hierarchy (cgroups(7)); {@code
 *     null} where unknown, and of ancestors
 */
public record Accessor(
        int pid,
        int uid,
        BytePath executable,
        String command,
        List<Accessor> ancestors,
        Set<Integer> groups,
        BytePath controlGroup) {
    /**
     * Copies the list and set.
     *
     * @param pid the value for the {@code pid} component
     * @param uid the value for the {@code uid} component
     * @param executable the value for the {@code executable} component
     * @param command the value for the {@code command} component
     * @param ancestors the value for the {@code ancestors} component
     * @param groups the value for the {@code groups} component
     * @param controlGroup the value for the {@code controlGroup} component
     */
    public Accessor {
        ancestors = List.copyOf(ancestors);
        groups = Set.copyOf(groups);
    }

    /**
     * A process whose groups and control group are not known.
     *
     * @param pid the value for the {@code pid} component
     * @param uid the value for the {@code uid} component
     * @param executable the value for the {@code executable} component
     * @param command the value for the {@code command} component
     * @param ancestors the value for the {@code ancestors} component
     */
    public Accessor(
            int pid, int uid, BytePath executable, String command, List<Accessor> ancestors) {
        this(pid, uid, executable, command, ancestors, Set.of(), null);
    }
}
