/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.path;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.WatchNames;
import dev.nacre.filter.internal.pattern.ByteRegex;
import dev.nacre.filter.internal.pattern.ByteText;
import dev.nacre.filter.internal.pattern.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** The rules of one path filter, compiled. Immutable; what a match reports is made beforehand. */
final class PathRules {
    /**
     * How many looks at bytes all regular expressions of a filter may take together for one access.
     * A path has at most 4095 bytes (PATH_MAX, limits.h), so the longest can be looked at 24 times
     * over; a reader is held up by about a millisecond.
     */
    static final int STEPS = 100_000;

    private static final BytePath WARM_UP = BytePath.of("/warm/up");

    private record Rule<T>(T pattern, Optional<String> report) {}

    private final WatchNames watches;
    private final List<Rule<BytePath>> prefixes;
    private final List<Rule<Glob>> globs;
    private final List<Rule<ByteRegex>> regexes;

    private PathRules(
            WatchNames watches,
            List<Rule<BytePath>> prefixes,
            List<Rule<Glob>> globs,
            List<Rule<ByteRegex>> regexes) {
        this.watches = watches;
        this.prefixes = List.copyOf(prefixes);
        this.globs = List.copyOf(globs);
        this.regexes = List.copyOf(regexes);
    }

    /** Reads and compiles a configuration; what is wrong is remembered by {@code settings}. */
    static PathRules of(Settings settings) {
        PathRules rules =
                new PathRules(
                        WatchNames.of(settings),
                        rules(settings, "prefixes", "prefix ", PathRules::prefix),
                        rules(settings, "globs", "glob ", Glob::parse),
                        rules(settings, "regexes", "regex ", ByteRegex::parse));
        rules.warmUp();
        return rules;
    }

    private static <T> List<Rule<T>> rules(
            Settings settings, String key, String kind, Function<String, T> parser) {
        List<Rule<T>> rules = new ArrayList<>();
        for (String text : settings.texts(key)) {
            try {
                rules.add(new Rule<>(parser.apply(text), Optional.of(kind + text)));
            } catch (PatternSyntaxException e) {
                settings.problem(key, text, e.getDescription() + " near index " + e.getIndex());
            } catch (IllegalArgumentException e) {
                settings.problem(key, text, e.getMessage());
            }
        }
        return rules;
    }

    private static BytePath prefix(String text) {
        BytePath path = BytePath.parse(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("allowed are absolute paths");
        }
        // Canonical paths hold no such names: the rule would never match.
        String names = new String(path.bytes(), StandardCharsets.ISO_8859_1).replaceAll("/+$", "");
        for (String name : names.substring(Math.min(1, names.length())).split("/", -1)) {
            if (name.equals(".") || name.equals("..") || name.isEmpty() && !names.isEmpty()) {
                throw new IllegalArgumentException("allowed are paths without //, /./ and /../");
            }
        }
        return path;
    }

    /** Has every class loaded that matching needs: a reader that loaded one would open a file. */
    private void warmUp() {
        firstMatch(new ByteText(WARM_UP, STEPS));
        ByteRegex.parse(".*").matches(new ByteText(WARM_UP, 1));
    }

    /** The watches that the rules are for. */
    WatchNames watches() {
        return watches;
    }

    /** What the first rule that matches a path reports; empty where none does. */
    Optional<String> firstMatch(ByteText text) {
        for (Rule<BytePath> prefix : prefixes) {
            if (text.path().isWithin(prefix.pattern())) {
                return prefix.report();
            }
        }
        for (Rule<Glob> glob : globs) {
            if (glob.pattern().matches(text.path())) {
                return glob.report();
            }
        }
        for (Rule<ByteRegex> regex : regexes) {
            if (regex.pattern().matches(text)) {
                return regex.report();
            }
        }
        return Optional.empty();
    }
}
