/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import dev.nacre.api.file.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The EICAR test file (eicar.org, Anti-Malware Testfile): 68 characters at the start of a file of
 * at most 128, with nothing behind them but space, tab, line feed, carriage return and Ctrl-Z.
 */
final class Eicar {
    static final String NAME = "Eicar-Signature";

    /** In two parts, so that no file of the project is one. */
    private static final byte[] HEAD = ascii("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-");

    private static final byte[] TAIL = ascii("STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private static final int SHORTEST = HEAD.length + TAIL.length;
    private static final int LONGEST = 128;
    private static final String SPACE = " \t\n\r\u001a";

    private Eicar() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a file of {@code size} bytes is one. */
    static boolean is(FileContent file, long size) throws IOException {
        if (size < SHORTEST || size > LONGEST) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
        int read = 1;
        while (read > 0 && buffer.hasRemaining()) {
            read = file.read(buffer, buffer.position());
        }
        return is(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private static boolean is(byte[] content) {
        if (content.length < SHORTEST
                || !Arrays.equals(content, 0, HEAD.length, HEAD, 0, HEAD.length)
                || !Arrays.equals(content, HEAD.length, SHORTEST, TAIL, 0, TAIL.length)) {
            return false;
        }
        for (int i = SHORTEST; i < content.length; i++) {
            if (SPACE.indexOf(content[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
