/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;

/**
 * A folder in which something may have changed unseen.
 *
 * @param folder canonical
 * @param since milliseconds since 1970: what changed before was seen
 */
record Gap(BytePath folder, long since) {
    /** Whether going through that other folder finds all that is to be found here. */
    boolean isWithin(Gap other) {
        return folder.isWithin(other.folder) && since >= other.since;
    }
}
