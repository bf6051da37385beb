/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** Names, sizes and times of files as one short text. Their content is not read. */
final class Fingerprint {
    /** freshclam's own notes, which change without the signatures (freshclam.conf(5)). */
    private static final Set<String> NOTES = Set.of("freshclam.dat", "mirrors.dat");

    private static final int BYTES = 6;

    private final TreeSet<String> lines = new TreeSet<>();

    void folder(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(this::file);
        } catch (IOException | DirectoryIteratorException e) {
            lines.add(folder + " cannot be read");
        }
    }

    void file(Path file) {
        if (NOTES.contains(String.valueOf(file.getFileName()))) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                lines.add(file + " " + attributes.size() + " " + attributes.lastModifiedTime());
            }
        } catch (IOException e) {
            lines.add(file + " cannot be read");
        }
    }

    String text() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
