/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.name;

import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.WatchNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one name filter. Immutable; what a match reports is made beforehand.
 *
 * @param watches those that the rules are for
 * @param suffixes without regard to the case of ASCII letters; other bytes are compared as they are
 */
record NameRules(WatchNames watches, List<Suffix> suffixes) {
    /**
     * The end of a name.
     *
     * @param bytes letters in lower case
     */
    private record Suffix(BytePath bytes, Optional<String> report) {
        static Suffix of(String text) {
            byte[] bytes = BytePath.parse(text).bytes();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '/') {
                    throw new IllegalArgumentException("a name holds no slash");
                }
                bytes[i] = lower(bytes[i]);
            }
            return new Suffix(BytePath.of(bytes), Optional.of("suffix " + text));
        }

        /** A slash is in no suffix, so that only the last name is compared. */
        boolean ends(BytePath path) {
            int start = path.length() - bytes.length();
            if (start < 0) {
                return false;
            }
            for (int i = 0; i < bytes.length(); i++) {
                if (lower(path.byteAt(start + i)) != bytes.byteAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static byte lower(byte b) {
            return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
        }
    }

    NameRules {
        suffixes = List.copyOf(suffixes);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static NameRules of(Settings settings) {
        List<Suffix> suffixes = new ArrayList<>();
        for (String text : settings.texts("suffixes")) {
            try {
                suffixes.add(Suffix.of(text));
            } catch (IllegalArgumentException e) {
                settings.problem("suffixes", text, e.getMessage());
            }
        }
        return new NameRules(WatchNames.of(settings), suffixes);
    }

    /** What the first rule that matches a file's name reports; empty where none does. */
    Optional<String> firstMatch(Location location) {
        if (!location.ours() || location.canonical() == null) {
            return Optional.empty();
        }
        for (Suffix suffix : suffixes) {
            if (suffix.ends(location.canonical())) {
                return suffix.report();
            }
        }
        return Optional.empty();
    }
}
