/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A regular expression ({@link Pattern}) on the bytes of a whole path. A letter beyond ASCII in it
 * stands for its bytes in UTF-8, {@code \xNN} for one byte, the dot for any byte, a line end too.
 * Immutable.
 */
public final class ByteRegex {
    private final String text;
    private final Pattern pattern;

    private ByteRegex(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Compiles a regular expression.
     *
     * @throws java.util.regex.PatternSyntaxException where it is none
     */
    public static ByteRegex parse(String text) {
        String bytes =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new ByteRegex(text, Pattern.compile(bytes, Pattern.DOTALL));
    }

    /**
     * Whether the whole of a path matches. Where that takes more steps than {@code path} allows, it
     * does not, and {@code path} is {@link ByteText#exhausted exhausted}.
     */
    public boolean matches(ByteText path) {
        if (path.exhausted()) {
            return false;
        }
        try {
            return pattern.matcher(path).matches();
        } catch (ByteText.Exhausted | StackOverflowError e) {
            // Pattern calls itself for each turn of a group, so that a long path can need more
            // stack than a reader has. Only objects of this call are left half done.
            path.exhaust();
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
