/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder {@code etc/}, where one file is one configuration. */
final class CfgFolder {
    private static final String HEADER =
            "# Made in the web console. Changes here and there take effect at once.\n";

    private final Path folder;

    CfgFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** The file of a configuration: {@code PID.cfg}, or {@code PID-NAME.cfg} of a factory. */
    Path file(String pid, String name) {
        return folder.resolve(name == null ? pid + ".cfg" : pid + "-" + name + ".cfg");
    }

    boolean has(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** How File Install names a file in a configuration that came from it. */
    static String key(Path file) {
        return file.toFile().getAbsoluteFile().toURI().toString();
    }

    boolean holds(Path file, String text) throws IOException {
        return Files.readString(file).equals(HEADER + text);
    }

    /**
     * Writes a new file, whole or not at all, through to the disk. Its mode is 0600: it may hold a
     * password.
     */
    void write(Path file, String text) throws IOException {
        Path temporary =
                Files.createTempFile(
                        folder,
                        ".nacre",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes =
                        ByteBuffer.wrap((HEADER + text).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
