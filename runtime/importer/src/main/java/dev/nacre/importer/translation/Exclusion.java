/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;

/**
 * What a folder that clamonacc is to leave out is for {@code dev.nacre.filter.path}.
 *
 * @param key {@code prefixes} or {@code regexes}
 * @param value in the form of that key
 */
record Exclusion(String key, String value) {
    /** A path as people write it, with dots and all; not one of these is a sign of a pattern. */
    private static final String PLAIN = "\\^?/[^\\\\^$*+?()\\[\\]{}|]*\\$?";

    /** A folder by its name. */
    static Exclusion folder(String path) {
        String name = path.length() > 1 ? path.replaceAll("/+$", "") : path;
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return new Exclusion("prefixes", BytePath.of(bytes).toString());
    }

    /**
     * An OnAccessExcludePath. clamonacc leaves out each folder whose path holds a match, with all
     * below it; before 1.5.0 it took it for a name. What reads as a name is taken for one here,
     * too: that exempts less.
     *
     * @throws IllegalArgumentException where it has no counterpart; the message tells why
     */
    static Exclusion pattern(String text) {
        boolean open = text.startsWith("^") && !text.endsWith("$");
        if (text.matches(PLAIN) && !open) {
            return folder(text.replaceAll("^\\^|\\$$", ""));
        }
        // clamonacc adds a slash to a folder's path where the pattern ends in one (common/misc.c).
        boolean closed = text.endsWith("/");
        if (closed && text.contains("$")) {
            throw new IllegalArgumentException("it has a $ and ends in /");
        }
        String java = PosixRegex.toJava(text, "(?=/)");
        String after = closed ? "(?:(?<=/).*|.*/.*)" : ".*/.*";
        if (text.contains("|")) {
            return new Exclusion("regexes", ".*(?:" + java + ")" + after);
        }
        return new Exclusion("regexes", (text.startsWith("^") ? "" : ".*") + java + after);
    }
}
