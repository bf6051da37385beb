/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The names of all files in the folder, and of those that others can reach for a moment. */
final class Names {
    static final BytePath RELEASED = BytePath.of("released.json");
    static final BytePath DAMAGED = BytePath.of("damaged");

    /** An id, and what of the entry is in the file. */
    static final Pattern PART =
            Pattern.compile("([a-z0-9]{10})\\.(data|json|gone|intent|(?:data|json|intent)\\.tmp)");

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    /** Ten letters and digits: 51 bits, which nobody guesses within the life of a name. */
    static String random() {
        StringBuilder id = new StringBuilder(10);
        for (int i = 0; i < 10; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The bytes, once it is known that the original is gone. */
    static BytePath data(String id) {
        return BytePath.of(id + ".data");
    }

    /** The bytes, until it is known that the original is gone. */
    static BytePath copied(String id) {
        return beside(data(id));
    }

    static BytePath metadata(String id) {
        return BytePath.of(id + ".json");
    }

    /** The bytes of an entry that is being deleted. */
    static BytePath gone(String id) {
        return BytePath.of(id + ".gone");
    }

    /** What is being done elsewhere, and must be mended there after a crash. */
    static BytePath intent(String id) {
        return BytePath.of(id + ".intent");
    }

    /** Where a file is written before it gets its name. */
    static BytePath beside(BytePath name) {
        return BytePath.of(name + ".tmp");
    }

    /** The name in a folder of others that a file has for a moment. */
    static BytePath aside(String id) {
        return BytePath.of(".nacre-" + id);
    }
}
