/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that grows by whole lines and is put aside when it is full: {@code NAME} becomes {@code
 * NAME.1}, that becomes {@code NAME.2}, and so on.
 *
 * <p>It is opened anew for each line. Lines are rare, and so it does not matter who moves or
 * deletes the file in between: the next line goes to where the path leads then. For one thread.
 *
 * @param path the file, absolute; its folder is made where it is missing
 * @param maxSize bytes; a line that would lead beyond goes to a new file
 * @param keep how many files are kept that were put aside
 */
record LineFile(Path path, long maxSize, int keep) {
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * Makes the file where it is missing.
     *
     * @throws IOException where nothing could be written
     */
    void make() throws IOException {
        open().close();
    }

    /**
     * Appends a line by one write, whole or not at all.
     *
     * @param line ends with a line end
     * @return why the file could not be put aside though it is full; the line is written all the
     *     same
     * @throws IOException where it is not written
     */
    Optional<IOException> append(byte[] line) throws IOException {
        Optional<IOException> kept = putAside(line.length);
        try (FileChannel channel = open()) {
            long before = channel.size();
            int written = channel.write(ByteBuffer.wrap(line));
            if (written < line.length) {
                // write(2) writes less where the device is nearly full.
                channel.truncate(before);
                throw new IOException("No space left on device");
            }
        }
        return kept;
    }

    private FileChannel open() throws IOException {
        Path folder = path.resolveSibling("");
        // A link to a folder is no folder to createDirectories.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        }
        return FileChannel.open(path, APPEND, OWNER_ONLY);
    }

    private Optional<IOException> putAside(int more) {
        try {
            long size = Files.isRegularFile(path) ? Files.size(path) : 0;
            if (size > 0 && size + more > maxSize) {
                rotate();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void rotate() throws IOException {
        // Also those beyond, from when more were kept.
        for (int i = keep; i == keep || Files.exists(aside(i)); i++) {
            Files.deleteIfExists(aside(i));
        }
        for (int i = keep - 1; i >= 0; i--) {
            if (Files.exists(aside(i))) {
                Files.move(aside(i), aside(i + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** The file itself at 0. */
    private Path aside(int number) {
        return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
    }
}
