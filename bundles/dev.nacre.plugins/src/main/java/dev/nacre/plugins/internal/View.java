/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.plugins.internal.folder.AllowList;
import dev.nacre.plugins.internal.folder.TrustedFolder;

/**
 * What one look at plugins is made with.
 *
 * @param folder open for this look
 * @param allowed in force now
 * @param surroundings how often a bundle has come or gone so far: what could not be started may be
 *     startable then
 * @param atOnce whether a file is taken as it is; else only where it was the same a look ago, so
 *     that none is taken while it is being copied there
 */
record View(TrustedFolder folder, AllowList allowed, int surroundings, boolean atOnce) {}
