/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.linux.Descriptors;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of a file as they are kept: a line that says what it is, then every byte xored with one
 * constant, so that no other scanner finds it and nothing can execute it. It hides nothing from
 * people, and is not meant to.
 */
final class DataFormat {
    private static final byte[] HEADER =
            "nacre quarantine 1: each byte after this line is xored with 0xa5\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int MASK = 0xa5;
    private static final int CHUNK = 64 * 1024;

    private DataFormat() {}

    /** Bytes on the disk of a file of {@code size} bytes. */
    static long kept(long size) {
        return HEADER.length + size;
    }

    /**
     * Copies a file into an entry.
     *
     * @param size bytes it has
     * @param target a new file named {@code name} in {@code folder}
     * @return SHA-256 of the original bytes, in hexadecimal digits
     * @throws IOException where it has not exactly {@code size} bytes
     */
    static String encode(FileContent file, long size, int target, Folder folder, BytePath name)
            throws IOException {
        MessageDigest digest = sha256();
        Descriptors.write(target, ByteBuffer.wrap(HEADER));
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long position = 0;
        while (position <= size && file.read(buffer.clear(), position) > 0) {
            buffer.flip();
            position += buffer.remaining();
            digest.update(buffer.duplicate());
            mask(buffer);
            folder.before("write", name);
            Descriptors.write(target, buffer);
        }
        if (position != size) {
            throw new IOException("it was changed while it was copied");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Copies an entry into a file, and proves it.
     *
     * @param source the entry's bytes
     * @param size bytes the file had
     * @param sha256 of the original bytes
     * @param target a new file named {@code name} in {@code folder}
     * @throws IOException where the entry is damaged
     */
    static void decode(
            int source, long size, String sha256, int target, Folder folder, BytePath name)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER.length);
        while (buffer.hasRemaining() && Descriptors.read(source, buffer, buffer.position()) > 0) {}
        if (!Arrays.equals(buffer.array(), HEADER)) {
            throw new IOException("what is kept is damaged: it does not begin as it should");
        }
        MessageDigest digest = sha256();
        buffer = ByteBuffer.allocate(CHUNK);
        long position = 0;
        while (Descriptors.read(source, buffer.clear(), HEADER.length + position) > 0) {
            buffer.flip();
            position += buffer.remaining();
            mask(buffer);
            digest.update(buffer.duplicate());
            folder.before("write", name);
            Descriptors.write(target, buffer);
        }
        if (position != size || !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new IOException("what is kept is damaged: its SHA-256 is not " + sha256);
        }
    }

    /** SHA-256 of an open file, in hexadecimal digits. */
    static String sha256(int file) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long position = 0;
        while (Descriptors.read(file, buffer.clear(), position) > 0) {
            position += buffer.flip().remaining();
            digest.update(buffer);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void mask(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        for (int i = 0; i < buffer.limit(); i++) {
            bytes[i] ^= (byte) MASK;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
