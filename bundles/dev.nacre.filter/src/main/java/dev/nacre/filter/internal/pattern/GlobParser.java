/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads a glob without choices into the steps of a {@link GlobAutomaton}. */
final class GlobParser {
    private static final int SLASH = '/';
    private static final int BYTES = 256;

    private final String text;
    private final List<BitSet> steps = new ArrayList<>();
    private final BitSet stars = new BitSet();
    private final BitSet doubleStars = new BitSet();
    private int at;

    private GlobParser(String text) {
        this.text = text;
    }

    /**
     * A glob without choices.
     *
     * @param steps the bytes that each step accepts
     * @param stars the steps before which any bytes of a name may stand; one more than there are
     *     steps is the end
     * @param doubleStars the steps before which any bytes at all may stand
     * @param wholePath whether it is about the whole path, not about the last name
     */
    record Parsed(List<BitSet> steps, BitSet stars, BitSet doubleStars, boolean wholePath) {}

    static Parsed parse(String text) {
        return new GlobParser(text).read();
    }

    private Parsed read() {
        while (at < text.length()) {
            step();
        }
        boolean wholePath = steps.stream().anyMatch(accepted -> accepted.get(SLASH));
        boolean fromRoot = wholePath && steps.get(0).get(SLASH) && !stars.get(0);
        if (wholePath && !fromRoot && !doubleStars.get(0)) {
            throw new IllegalArgumentException(
                    "with a slash it is about the whole path and begins with / or **");
        }
        if (steps.isEmpty() && stars.isEmpty() && doubleStars.isEmpty()) {
            throw new IllegalArgumentException("it is empty, or one of its choices is");
        }
        return new Parsed(List.copyOf(steps), stars, doubleStars, wholePath);
    }

    private void step() {
        char c = text.charAt(at);
        switch (c) {
            case '*' -> star();
            case '?' -> {
                at++;
                steps.add(allBut(SLASH));
            }
            case '[' -> steps.add(set());
            case '\\' -> steps.add(single(escaped()));
            default -> literal();
        }
    }

    private void star() {
        int start = at;
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        (at - start == 1 ? stars : doubleStars).set(steps.size());
    }

    private void literal() {
        int length = Character.charCount(text.codePointAt(at));
        for (byte b : text.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) {
            steps.add(single(b & 0xff));
        }
        at += length;
    }

    private BitSet set() {
        int end = endOfSet(text, at) - 1;
        at++;
        boolean not = text.charAt(at) == '!' || text.charAt(at) == '^';
        if (not) {
            at++;
        }
        BitSet set = new BitSet(BYTES);
        do {
            int from = member();
            int to = from;
            if (text.charAt(at) == '-' && at + 1 < end) {
                at++;
                to = member();
            }
            if (to < from) {
                throw new IllegalArgumentException("a range in [] ends before it begins");
            }
            set.set(from, to + 1);
        } while (at < end);
        at = end + 1;
        if (not) {
            set.flip(0, BYTES);
            set.clear(SLASH);
        } else if (set.get(SLASH)) {
            throw new IllegalArgumentException("a set in [] holds no slash");
        }
        return set;
    }

    private int member() {
        char c = text.charAt(at);
        if (c == '\\') {
            return escaped();
        }
        if (c > 0x7f) {
            throw new IllegalArgumentException(
                    "a set in [] is one of bytes, so of ASCII and \\xNN; for "
                            + c
                            + " write {a,b}");
        }
        at++;
        return c;
    }

    private int escaped() {
        at++;
        if (at == text.length()) {
            throw new IllegalArgumentException("a backslash ends it");
        }
        char c = text.charAt(at);
        if (c != 'x') {
            if (c > 0x7f || Character.isLetterOrDigit(c)) {
                throw new IllegalArgumentException(
                        "after a backslash comes xNN or a sign such as * or \\");
            }
            at++;
            return c;
        }
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
            throw new IllegalArgumentException(
                    "after \\x come two hexadecimal digits other than 00");
        }
        at += 3;
        return high << 4 | low;
    }

    /**
     * The index behind the set that opens at {@code start}; a {@code ]} straight after the opening
     * belongs to the set.
     */
    static int endOfSet(String text, int start) {
        int i = start + 1;
        if (i < text.length() && (text.charAt(i) == '!' || text.charAt(i) == '^')) {
            i++;
        }
        for (int first = i; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']' && i > first) {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        throw new IllegalArgumentException("a [ is not closed by ]");
    }

    private static BitSet single(int b) {
        BitSet set = new BitSet(BYTES);
        set.set(b);
        return set;
    }

    private static BitSet allBut(int b) {
        BitSet set = new BitSet(BYTES);
        set.set(0, BYTES);
        set.clear(b);
        return set;
    }
}
