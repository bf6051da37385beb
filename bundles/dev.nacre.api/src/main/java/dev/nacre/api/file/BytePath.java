/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A path of a file as the bytes the kernel knows. Linux names are bytes, not text
 * (path_resolution(7)): a {@code String} loses what is not UTF-8, so no path travels through one.
 *
 * <p>{@link #toString()} is for people and logs: one line, every byte that is not printable UTF-8
 * written as {@code \xNN} and the backslash as {@code \\}; {@link #parse} reads it back.
 */
public final class BytePath implements Comparable<BytePath> {
    private static final byte SLASH = '/';

    private final byte[] bytes;
    private final int hash;

    private BytePath(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                throw new IllegalArgumentException("A path holds no NUL byte");
            }
        }
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /**
     * {@return a path of these bytes}
     *
     * @param bytes copied
     * @throws IllegalArgumentException where one is NUL
     */
    public static BytePath of(byte[] bytes) {
        return new BytePath(bytes.clone());
    }

    /**
     * {@return a path of the first of these bytes}
     *
     * @param bytes copied
     * @param length how many of them
     * @throws IllegalArgumentException where one is NUL
     */
    public static BytePath of(byte[] bytes, int length) {
        return new BytePath(Arrays.copyOf(bytes, length));
    }

    /**
     * {@return a path of this text in UTF-8}
     *
     * @param text taken as it stands, without escapes
     * @throws IllegalArgumentException where it holds a NUL
     */
    public static BytePath of(String text) {
        return new BytePath(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the path that {@link #toString()} writes so}
     *
     * @param escaped bytes as {@code \xNN}, a backslash as {@code \\}, all else in UTF-8
     * @throws IllegalArgumentException where a backslash is followed by anything but {@code \} or
     *     {@code xNN}
     */
    public static BytePath parse(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length());
        byte[] in = escaped.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '\\') {
                out.write(in[i]);
            } else if (i + 1 < in.length && in[i + 1] == '\\') {
                out.write('\\');
                i++;
            } else if (i + 3 < in.length && in[i + 1] == 'x') {
                out.write(hexDigit(in[i + 2], escaped) << 4 | hexDigit(in[i + 3], escaped));
                i += 3;
            } else {
                throw badEscape(escaped);
            }
        }
        return new BytePath(out.toByteArray());
    }

    private static int hexDigit(byte digit, String escaped) {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw badEscape(escaped);
        }
        return value;
    }

    private static IllegalArgumentException badEscape(String escaped) {
        return new IllegalArgumentException(
                "After a backslash \\ or xNN (two hexadecimal digits) is expected: " + escaped);
    }

    /** {@return a copy of the bytes, without a closing NUL} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return a copy of the bytes with the closing NUL that C functions expect} */
    public byte[] cString() {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** {@return the number of bytes} */
    public int length() {
        return bytes.length;
    }

    /**
     * {@return one byte}
     *
     * @param index from 0 on; below {@link #length}
     */
    public byte byteAt(int index) {
        return bytes[index];
    }

    /** {@return whether it begins with a slash} */
    public boolean isAbsolute() {
        return bytes.length > 0 && bytes[0] == SLASH;
    }

    /**
     * {@return whether this is a folder itself or lies below it, compared name by name}
     *
     * @param folder with or without a slash at its end
     */
    public boolean isWithin(BytePath folder) {
        byte[] other = folder.bytes;
        int length = other.length;
        while (length > 0 && other[length - 1] == SLASH) {
            length--;
        }
        return bytes.length >= length
                && Arrays.equals(bytes, 0, length, other, 0, length)
                && (bytes.length == length || bytes[length] == SLASH);
    }

    /** {@return the last name; the whole path where it has no slash} */
    public BytePath name() {
        return new BytePath(Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length));
    }

    /** {@return the names between the slashes; several slashes are as good as one} */
    public List<BytePath> names() {
        List<BytePath> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == SLASH) {
                if (i > start) {
                    names.add(new BytePath(Arrays.copyOfRange(bytes, start, i)));
                }
                start = i + 1;
            }
        }
        return names;
    }

    /**
     * {@return the path without its last name; {@code /} for names in the root, {@code .} for a
     * bare name}
     */
    public BytePath parent() {
        int slash = lastSlash();
        if (slash < 0) {
            return of(".");
        }
        return new BytePath(Arrays.copyOf(bytes, Math.max(slash, 1)));
    }

    /**
     * {@return the child where that is absolute, else this path, a slash and the child}
     *
     * @param child a path, or names below this one
     */
    public BytePath resolve(BytePath child) {
        if (child.isAbsolute()) {
            return child;
        }
        boolean closed = bytes.length > 0 && bytes[bytes.length - 1] == SLASH;
        int start = bytes.length + (closed ? 0 : 1);
        byte[] joined = Arrays.copyOf(bytes, start + child.bytes.length);
        if (!closed) {
            joined[bytes.length] = SLASH;
        }
        System.arraycopy(child.bytes, 0, joined, start, child.bytes.length);
        return new BytePath(joined);
    }

    /**
     * {@return the bytes as two hexadecimal digits each: for machines that must know the exact
     * name}
     */
    public String hex() {
        StringBuilder text = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            appendHex(text, b);
        }
        return text.toString();
    }

    private int lastSlash() {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != SLASH) {
            i--;
        }
        return i;
    }

    @Override
    public int compareTo(BytePath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(bytes.length);
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        for (int i = 0; i < bytes.length; ) {
            int length = sequenceLength(bytes[i]);
            String glyph = i + length <= bytes.length ? decode(utf8, i, length) : null;
            if (glyph == null || !printable(glyph)) {
                text.append("\\x");
                appendHex(text, bytes[i++]);
            } else {
                text.append(glyph.equals("\\") ? "\\\\" : glyph);
                i += length;
            }
        }
        return text.toString();
    }

    private String decode(CharsetDecoder utf8, int start, int length) {
        try {
            CharBuffer glyph = utf8.decode(ByteBuffer.wrap(bytes, start, length));
            return glyph.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int sequenceLength(byte lead) {
        int b = lead & 0xff;
        return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    }

    /**
     * Neither control characters nor those that turn the direction of text: both forge log lines.
     */
    private static boolean printable(String glyph) {
        int type = Character.getType(glyph.codePointAt(0));
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }

    private static void appendHex(StringBuilder text, byte b) {
        text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
}
