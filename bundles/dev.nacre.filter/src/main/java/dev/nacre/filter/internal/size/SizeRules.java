/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.size;

import dev.nacre.api.config.Settings;
import dev.nacre.filter.internal.WatchNames;
import java.util.Optional;

/**
 * The rules of one size filter. Immutable; what a match reports is made beforehand.
 *
 * @param watches those that the rules are for
 * @param smallerThan bytes; 0: none is exempt for being small
 * @param largerThan bytes; 0: none is exempt for being large
 */
record SizeRules(
        WatchNames watches,
        long smallerThan,
        long largerThan,
        Optional<String> small,
        Optional<String> large) {
    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static SizeRules of(Settings settings) {
        long smallerThan = settings.bytes("smallerThan", 0, Long.MAX_VALUE);
        long largerThan = settings.bytes("largerThan", 0, Long.MAX_VALUE);
        if (largerThan > 0 && smallerThan > largerThan) {
            settings.problem(
                    "smallerThan",
                    settings.text("smallerThan"),
                    "with largerThan = \""
                            + settings.text("largerThan")
                            + "\" every file would be exempt; allowed is at most that");
        }
        return new SizeRules(
                WatchNames.of(settings),
                smallerThan,
                largerThan,
                Optional.of("smallerThan " + settings.text("smallerThan")),
                Optional.of("largerThan " + settings.text("largerThan")));
    }

    /** What the rule that matches a size in bytes reports; empty where none does. */
    Optional<String> match(long size) {
        if (size < smallerThan) {
            return small;
        }
        return largerThan > 0 && size > largerThan ? large : Optional.empty();
    }
}
