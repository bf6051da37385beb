/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import dev.nacre.linux.WholeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder {@code etc/}, where one file is one configuration. For one thread at a time, but for
 * what only names a file.
 */
final class CfgFolder {
    /** The first line of a file that was made here. */
    static final String HEADER =
            "# Made by nacre set or in the web console. Changes here take effect at once, too.\n";

    private final Path folder;

    /** What was written here last, until somebody else is seen to have written the file. */
    private final Map<Path, String> written = new HashMap<>();

    CfgFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
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

    /** The file that a configuration came from, where it lies here and still exists. */
    Optional<Path> fileOf(Object key) {
        try {
            Path file = Path.of(URI.create(String.valueOf(key))).normalize();
            return folder.equals(file.getParent()) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a file is as it was written here last; asked again, not before it is once more. */
    boolean isOwn(Path file) throws IOException {
        String text = written.get(file);
        boolean own = text != null && has(file) && text.equals(read(file));
        if (!own) {
            written.remove(file);
        }
        return own;
    }

    String read(Path file) throws IOException {
        return Files.readString(file);
    }

    /** The time since the file was last written. */
    Duration age(Path file) throws IOException {
        return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    }

    void delete(Path file) throws IOException {
        written.remove(file);
        Files.deleteIfExists(file);
    }

    /**
     * Writes a file, as {@link WholeFile} does: an existing one keeps its mode, and a new one may
     * hold a password.
     */
    void write(Path file, String text) throws IOException {
        WholeFile.write(file, text);
        written.put(file, text);
    }
}
