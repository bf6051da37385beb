/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import dev.nacre.linux.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The file that keeps the one user's password hash: a line {@code admin:HASH}, in a folder of mode
 * 0700, itself of mode 0600. Written so that at any moment there is either no file or a whole one.
 *
 * <p>To get a new password: delete the file and restart.
 */
final class UserFile {
    private static final String COMMENT =
            "# Nacre's web console. Lost the password? Delete this file and restart.";

    private final Path folder;
    private final Path file;

    UserFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("users");
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the user's hash.
     *
     * @throws IllegalStateException where the file holds no such user; the message says what to do
     * @throws UncheckedIOException where the file cannot be read
     */
    PasswordHash read(String user) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
        String prefix = user + ":";
        for (String line : lines) {
            if (line.startsWith(prefix)) {
                try {
                    return PasswordHash.parse(line.substring(prefix.length()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException(damaged(user, e.getMessage()), e);
                }
            }
        }
        throw new IllegalStateException(damaged(user, "there is no such line"));
    }

    private String damaged(String user, String why) {
        return file
                + " has no usable line for "
                + user
                + " ("
                + why
                + "). Delete the file and restart to get a new password.";
    }

    /**
     * Writes the file new, whole or not at all, through to the disk.
     *
     * @throws UncheckedIOException where that fails
     */
    void write(String user, PasswordHash hash) {
        try {
            makeFolder();
            WholeFile.write(file, COMMENT + "\n" + user + ":" + hash + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
        }
    }

    private void makeFolder() throws IOException {
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        // An existing folder keeps the mode it had.
        Files.setPosixFilePermissions(folder, mode);
    }
}
