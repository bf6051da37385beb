/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.path;

import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.pattern.ByteRegex;
import dev.nacre.filter.internal.pattern.ByteText;
import dev.nacre.filter.internal.pattern.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** Prefixes, globs and regular expressions that name paths. Immutable. */
final class Patterns {
    private record Rule<T>(T pattern, Optional<String> report) {}

    private final List<Rule<BytePath>> prefixes;
    private final List<Rule<Glob>> globs;
    private final List<Rule<ByteRegex>> regexes;

    private Patterns(
            List<Rule<BytePath>> prefixes, List<Rule<Glob>> globs, List<Rule<ByteRegex>> regexes) {
        this.prefixes = List.copyOf(prefixes);
        this.globs = List.copyOf(globs);
        this.regexes = List.copyOf(regexes);
    }

    /** The rules that exempt. */
    static Patterns excludes(Settings settings) {
        return new Patterns(
                rules(settings, "prefixes", "prefix ", Patterns::prefix),
                rules(settings, "globs", "glob ", Glob::parse),
                rules(settings, "regexes", "regex ", ByteRegex::parse));
    }

    /** The rules that take back what others exempt. */
    static Patterns includes(Settings settings) {
        return new Patterns(
                rules(settings, "includePrefixes", "include prefix ", Patterns::prefix),
                rules(settings, "includeGlobs", "include glob ", Glob::parse),
                rules(settings, "includeRegexes", "include regex ", ByteRegex::parse));
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

    /** Without a slash at their end. */
    List<BytePath> prefixes() {
        return prefixes.stream().map(rule -> withoutSlash(rule.pattern)).toList();
    }

    private static BytePath withoutSlash(BytePath path) {
        int length = path.length();
        while (length > 1 && path.byteAt(length - 1) == '/') {
            length--;
        }
        return BytePath.of(path.bytes(), length);
    }

    /** What a glob or a regular expression may name is not looked into. */
    boolean namesNothingIn(BytePath folder) {
        return globs.isEmpty()
                && regexes.isEmpty()
                && prefixes().stream()
                        .noneMatch(name -> name.isWithin(folder) || folder.isWithin(name));
    }
}
