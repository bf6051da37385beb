/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Keeps the moments over the end of the host: a line each, and a checksum. Replaced as a whole, so
 * that it is the old one or the new one after a crash at any moment. For one thread.
 */
final class MomentFile {
    private static final String HEAD = "# Until when each folder was guarded. Made by the host.\n";
    private static final String CHECK = "crc32 ";
    private static final String NAME = "guarded";

    private final Path folder;
    private final Path file;

    /**
     * @param folder is made where it is missing
     */
    MomentFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    Path path() {
        return file;
    }

    /**
     * What was written last; empty where nothing ever was.
     *
     * @return milliseconds since 1970, by folder
     * @throws IOException with a message that says what is wrong with it
     */
    Map<BytePath, Long> read() throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        int check = text.lastIndexOf(CHECK);
        if (check < 0 || !text.substring(check).equals(check(text.substring(0, check)))) {
            throw new IOException("it is not whole");
        }
        Map<BytePath, Long> moments = new TreeMap<>();
        try {
            text.substring(0, check)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(
                            word ->
                                    moments.put(
                                            BytePath.parse(word[1]),
                                            Instant.parse(word[0]).toEpochMilli()));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("it is not understood: " + e.getMessage(), e);
        }
        return moments;
    }

    void write(Map<BytePath, Long> moments) throws IOException {
        StringBuilder lines = new StringBuilder(HEAD);
        moments.forEach(
                (folder, moment) ->
                        lines.append(Instant.ofEpochMilli(moment))
                                .append(' ')
                                .append(folder)
                                .append('\n'));
        String text = lines.toString();
        Files.createDirectories(folder);
        Path fresh = folder.resolve(NAME + ".new");
        try (FileChannel out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap((text + check(text)).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        // The name is safe when its folder is (fsync(2)).
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static String check(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return CHECK + "%08x%n".formatted(sum.getValue());
    }
}
