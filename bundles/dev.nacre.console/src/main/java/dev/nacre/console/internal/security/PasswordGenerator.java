/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import java.security.SecureRandom;

/** Makes passwords that can be typed off a screen. */
final class PasswordGenerator {
    /** Without what looks alike: 0 and o, 1 and l and i. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    private PasswordGenerator() {}

    /** Four groups of five characters: 20 of 31 possible each, about 99 bits. */
    static String generate(SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
