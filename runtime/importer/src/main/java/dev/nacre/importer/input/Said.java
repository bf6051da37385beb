/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An option that somebody has set.
 *
 * @param where such as {@code clamd.conf:17} or {@code clamonacc}
 * @param option such as {@code OnAccessIncludePath} or {@code --move}
 * @param value as bytes: each character is the byte of that number (ISO 8859-1); empty for an
 *     option of the command line that takes none
 */
public record Said(String where, String option, String value) {
    /** One of a text as Java has it. */
    static Said ofText(String where, String option, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Said(where, option, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The value as a name. */
    public BytePath path() {
        return BytePath.of(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The value as a file to read. */
    Path file() {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return Path.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The value for people and configurations: in one line, what is no text as {@code \xNN}. */
    public String shown() {
        return path().toString();
    }

    /** Such as {@code clamd.conf:17 OnAccessIncludePath /home}. */
    @Override
    public String toString() {
        String joint = value.isEmpty() ? "" : option.startsWith("--") ? "=" : " ";
        return where + " " + option + joint + shown();
    }
}
