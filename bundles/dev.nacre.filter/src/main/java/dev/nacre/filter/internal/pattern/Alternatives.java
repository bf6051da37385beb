/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a glob with choices as the globs without: {@code *.{a,b}} as {@code *.a} and {@code *.b}.
 * {@code **} between two slashes is a choice too: the two slashes may be one.
 */
final class Alternatives {
    /** Far more than anybody writes by hand; each costs some kilobytes. */
    private static final int MOST = 256;

    private static final String ACROSS = "/**/";

    private final String text;
    private int at;

    private Alternatives(String text) {
        this.text = text;
    }

    /**
     * The globs without choices that a glob stands for.
     *
     * @throws IllegalArgumentException where a brace is not closed, or there are too many
     */
    static List<String> of(String text) {
        return new Alternatives(text).sequence(false);
    }

    private List<String> sequence(boolean inBraces) {
        List<String> heads = List.of("");
        while (at < text.length()) {
            char c = text.charAt(at);
            if (inBraces && (c == ',' || c == '}')) {
                return heads;
            }
            heads = join(heads, next(c));
        }
        if (inBraces) {
            throw new IllegalArgumentException("a { is not closed by }");
        }
        return heads;
    }

    private List<String> next(char c) {
        int start = at;
        if (c == '{') {
            return choice();
        }
        if (text.startsWith(ACROSS, at)) {
            // The closing slash stays: it may open the next of the kind.
            at += ACROSS.length() - 1;
            return List.of("", "/**");
        }
        if (c == '\\') {
            at = Math.min(at + 2, text.length());
        } else if (c == '[') {
            at = GlobParser.endOfSet(text, at);
        } else {
            at++;
        }
        return List.of(text.substring(start, at));
    }

    private List<String> choice() {
        List<String> all = new ArrayList<>();
        do {
            at++;
            all.addAll(sequence(true));
        } while (text.charAt(at) == ',');
        at++;
        return all;
    }

    private static List<String> join(List<String> heads, List<String> tails) {
        if ((long) heads.size() * tails.size() > MOST) {
            throw new IllegalArgumentException("it stands for more than " + MOST + " globs");
        }
        List<String> joined = new ArrayList<>(heads.size() * tails.size());
        for (String head : heads) {
            for (String tail : tails) {
                joined.add(head + tail);
            }
        }
        return joined;
    }
}
