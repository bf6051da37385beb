/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;

/**
 * A path as regular expressions see it: each byte is the character of that number (ISO-8859-1), so
 * that every byte can be matched. It lets itself be looked at only so often, because a regular
 * expression may go back exponentially often. All regular expressions that are given the same text
 * share what is allowed. For one thread.
 */
public final class ByteText implements CharSequence {
    /** Says that the path was looked at too often. Has no stack trace, so it costs nothing. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Exhausted INSTANCE = new Exhausted();

        private Exhausted() {
            super("The regular expression takes too many steps", null, false, false);
        }
    }

    private final BytePath path;
    private int stepsLeft;
    private boolean exhausted;

    /**
     * @param steps how many looks at a byte are allowed
     */
    public ByteText(BytePath path, int steps) {
        this.path = path;
        this.stepsLeft = steps;
    }

    /** The path itself. */
    public BytePath path() {
        return path;
    }

    /** Whether a regular expression was given up because it took more than was allowed. */
    public boolean exhausted() {
        return exhausted;
    }

    /** No further look is allowed. */
    void exhaust() {
        exhausted = true;
        stepsLeft = 0;
    }

    @Override
    public int length() {
        return path.length();
    }

    @Override
    public char charAt(int index) {
        if (stepsLeft <= 0) {
            throw Exhausted.INSTANCE;
        }
        stepsLeft--;
        return (char) (path.byteAt(index) & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }
}
