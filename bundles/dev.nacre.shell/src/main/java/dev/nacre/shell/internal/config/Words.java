/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.config;

import dev.nacre.api.file.BytePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The command line as configurations have it. */
final class Words {
    private Words() {}

    /** As it was typed; what is no UTF-8 in the form that configurations take for paths. */
    static String text(BytePath word) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return word.toString();
        }
    }
}
