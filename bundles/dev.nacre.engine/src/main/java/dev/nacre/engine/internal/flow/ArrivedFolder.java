/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;

/**
 * A folder that was moved to where it is, and is to be gone through.
 *
 * @param path canonical
 * @param from where it was before; {@code null} where that is not known
 * @param done to be run once, when all in it is settled: until then no time counts as settled
 */
public record ArrivedFolder(BytePath path, Location from, Runnable done) {}
