/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import dev.nacre.api.file.BytePath;
import java.util.List;

/**
 * A glob on the bytes of a path: {@code *} stands for any bytes within a name, {@code **} for any
 * across names (between two slashes also for no name at all), {@code ?} for one byte of a name,
 * {@code [a-z]} and {@code [!a-z]} for one byte of a set, <code>{a,b}</code> for either. What has a
 * slash matches the whole path, what has none the last name. A backslash takes the meaning from the
 * sign that follows; {@code \xNN} is the byte with that number, as in {@link BytePath#parse}.
 *
 * <p>Immutable. Matching costs the same few operations for each byte, whatever the glob.
 */
public final class Glob {
    private final String text;
    private final List<GlobAutomaton> alternatives;

    private Glob(String text, List<GlobAutomaton> alternatives) {
        this.text = text;
        this.alternatives = List.copyOf(alternatives);
    }

    /**
     * Compiles a glob.
     *
     * @throws IllegalArgumentException where it is none, or could never match, with a message that
     *     says what is wrong
     */
    public static Glob parse(String text) {
        return new Glob(
                text,
                Alternatives.of(text).stream()
                        .map(GlobParser::parse)
                        .map(GlobAutomaton::new)
                        .toList());
    }

    /** Whether a path matches, or its last name where the glob speaks of names. */
    public boolean matches(BytePath path) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).matches(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
