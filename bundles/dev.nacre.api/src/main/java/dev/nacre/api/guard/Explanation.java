/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

import java.util.Optional;

/**
 * What would become of an access.
 *
 * @param scanned whether it would be scanned
 * @param watch the watch that decides; empty where none guards the file
 * @param filter the filter that exempts it; empty where none does
 * @param reason why, in words for people
 */
public record Explanation(
        boolean scanned, Optional<String> watch, Optional<String> filter, String reason) {}
