/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * One line of a list.
 *
 * @param algorithm of the hash
 * @param hash of the whole file, read-only
 * @param size of the file in bytes, {@link #ANY} where it does not matter
 * @param name what is found
 */
record Signature(Algorithm algorithm, ByteBuffer hash, long size, String name) {
    static final long ANY = -1;

    /**
     * Reads a line: {@code HASH:SIZE:NAME}, and functionality levels that do not matter here
     * (ClamAV's manual, Body-based signatures: Hash-based signatures).
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static Signature parse(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 3 || fields.length > 5) {
            throw new IllegalArgumentException("is not HASH:SIZE:NAME");
        }
        Algorithm algorithm =
                Algorithm.ofHexLength(fields[0].length())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "its hash is no MD5, SHA1 or SHA256"));
        if (fields[2].isEmpty()) {
            throw new IllegalArgumentException("has no name");
        }
        return new Signature(algorithm, hash(fields[0]), size(fields[1]), fields[2]);
    }

    private static ByteBuffer hash(String hex) {
        try {
            return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its hash is not hexadecimal", e);
        }
    }

    private static long size(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("its size is neither a number of bytes nor *");
        }
        return Long.parseLong(text);
    }
}
