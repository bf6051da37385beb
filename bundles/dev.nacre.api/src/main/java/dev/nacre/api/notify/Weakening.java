/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import dev.nacre.api.config.Origin;
import java.util.Optional;

/**
 * Something protects less than before.
 *
 * @param pid the configuration that it comes from, as Config Admin has it; the name of a component
 *     that has none
 * @param what a key of that configuration; or {@code guarded}, {@code filter}, {@code scanner}
 *     where a folder is guarded no more, a filter came, a scanner went
 * @param before in words for people; empty where there was nothing
 * @param after in words for people; empty where there is nothing
 * @param origin who has just changed that configuration; empty where nobody did, as when a bundle
 *     was stopped
 */
public record Weakening(
        String pid, String what, String before, String after, Optional<Origin> origin) {}
