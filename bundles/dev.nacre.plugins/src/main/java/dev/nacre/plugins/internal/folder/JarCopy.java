/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A jar as it was when it was taken, in a folder of the host's own. All that is checked is checked
 * on these bytes, and only they are installed: what happens to the file meanwhile does not matter.
 *
 * @param file owned by whoever has this object; {@link #close} deletes it
 * @param sha256 of its bytes, in hexadecimal digits, lower case
 */
public record JarCopy(Path file, String sha256) implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    /**
     * Takes a copy.
     *
     * @param identity what the jar is known to be
     * @param into the host's own folder
     * @return empty where it changed meanwhile
     * @throws Refused where others could change the jar
     */
    public static Optional<JarCopy> take(
            TrustedFolder folder, BytePath name, FileIdentity identity, Path into)
            throws IOException, Refused {
        int descriptor = folder.open(name, folder.path().resolve(name));
        try {
            Path file = Files.createTempFile(into, "plugin", ".jar");
            JarCopy copy = new JarCopy(file, copy(descriptor, file));
            if (identity.equals(Descriptors.identify(descriptor))) {
                return Optional.of(copy);
            }
            copy.close();
            return Optional.empty();
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private static String copy(int descriptor, Path file) throws IOException {
        MessageDigest digest = newDigest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long position = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (Descriptors.read(descriptor, chunk.clear(), position) > 0) {
                chunk.flip();
                position += chunk.remaining();
                digest.update(chunk.duplicate());
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
            }
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
