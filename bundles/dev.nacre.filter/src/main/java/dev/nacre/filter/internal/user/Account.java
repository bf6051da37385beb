/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import java.util.OptionalInt;

/**
 * A user or a group, as an administrator names it.
 *
 * @param text a name, or an id in decimal
 */
record Account(Kind kind, String text) {
    /** The largest is no id: it stands for "leave as it is" in chown(2). */
    private static final long LARGEST_ID = 0xfffffffeL;

    enum Kind {
        USER("user"),
        GROUP("group");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * @throws IllegalArgumentException where it is a number, but no id
     */
    Account {
        if (isNumber(text) && (text.length() > 10 || Long.parseLong(text) > LARGEST_ID)) {
            throw new IllegalArgumentException("allowed are names, and ids up to " + LARGEST_ID);
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]+");
    }

    /** The id where that is what it is named by; empty for a name, which must be looked up. */
    OptionalInt id() {
        return isNumber(text)
                ? OptionalInt.of(Integer.parseUnsignedInt(text))
                : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return kind.text + " " + text;
    }
}
