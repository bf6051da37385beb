/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.file.BytePath;
import java.util.Set;

/**
 * The folders in which no access needs to be reported. Of those that a path lies within the longest
 * decides, as it does among the folders of watches.
 *
 * @param folders canonical: each file there and below is exempt for the watch that guards it
 * @param kept canonical: the folders of watches below those that guard them otherwise
 */
public record ExemptFolders(Set<BytePath> folders, Set<BytePath> kept) {
    public ExemptFolders {
        folders = Set.copyOf(folders);
        kept = Set.copyOf(kept);
    }
}
