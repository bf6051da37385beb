/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.path;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.WatchNames;
import dev.nacre.filter.internal.pattern.ByteRegex;
import dev.nacre.filter.internal.pattern.ByteText;
import java.util.List;
import java.util.Optional;

/** The rules of one path filter, compiled. Immutable; what a match reports is made beforehand. */
final class PathRules {
    /**
     * How many looks at bytes all regular expressions of a filter may take together for one access.
     * A path has at most 4095 bytes (PATH_MAX, limits.h), so the longest can be looked at 24 times
     * over; a reader is held up by about a millisecond.
     */
    static final int STEPS = 100_000;

    private static final BytePath WARM_UP = BytePath.of("/warm/up");

    private final WatchNames watches;
    private final Patterns excludes;
    private final Patterns includes;

    private PathRules(WatchNames watches, Patterns excludes, Patterns includes) {
        this.watches = watches;
        this.excludes = excludes;
        this.includes = includes;
    }

    /** Reads and compiles a configuration; what is wrong is remembered by {@code settings}. */
    static PathRules of(Settings settings) {
        PathRules rules =
                new PathRules(
                        WatchNames.of(settings),
                        Patterns.excludes(settings),
                        Patterns.includes(settings));
        rules.warmUp();
        return rules;
    }

    /** Has every class loaded that matching needs: a reader that loaded one would open a file. */
    private void warmUp() {
        exempting(new ByteText(WARM_UP, STEPS));
        ByteRegex.parse(".*").matches(new ByteText(WARM_UP, 1));
    }

    /** The watches that the rules are for. */
    WatchNames watches() {
        return watches;
    }

    /**
     * What the first rule that exempts a path reports; empty where none does or an include names
     * the path. Where the includes could not be looked at to the end, one might have named it.
     */
    Optional<String> exempting(ByteText text) {
        Optional<String> rule = excludes.firstMatch(text);
        return rule.isEmpty() || includes.firstMatch(text).isPresent() || text.exhausted()
                ? Optional.empty()
                : rule;
    }

    /** What the first include that takes a path back reports; empty where no rule exempts it. */
    Optional<String> sparing(ByteText text) {
        return excludes.firstMatch(text).isEmpty() ? Optional.empty() : includes.firstMatch(text);
    }

    /** The prefixes in which no include can name anything. */
    List<BytePath> folders() {
        return excludes.prefixes().stream().filter(includes::namesNothingIn).toList();
    }
}
