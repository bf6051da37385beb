/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;
import java.util.List;

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
 */
public record Accessor(
        int pid, int uid, BytePath executable, String command, List<Accessor> ancestors) {
    public Accessor {
        ancestors = List.copyOf(ancestors);
    }
}
