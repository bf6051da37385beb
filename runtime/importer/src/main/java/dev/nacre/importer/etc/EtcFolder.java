/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.etc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A folder of configurations, to which files are added: all of them, or none.
 *
 * @param path where it is
 */
public record EtcFolder(Path path) {
    /** File Install passes over names with this end. */
    private static final String UNFINISHED = ".import";

    /** What was done, and how to undo it. */
    private interface Undo {
        void run() throws IOException;
    }

    /**
     * The files that are there already, with another content, and that somebody has changed since
     * they were shipped.
     */
    public List<CfgFile> conflicts(List<CfgFile> files) throws IOException {
        List<CfgFile> conflicts = new ArrayList<>();
        for (CfgFile file : files) {
            byte[] present = present(file);
            if (present != null && !isShipped(present, file) && !isDone(file)) {
                conflicts.add(file);
            }
        }
        return conflicts;
    }

    /** The content of the file of that name; null where there is none. */
    private byte[] present(CfgFile file) throws IOException {
        try {
            return Files.readAllBytes(path.resolve(file.name()));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private boolean isDone(CfgFile file) throws IOException {
        return Arrays.equals(present(file), file.text().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isShipped(byte[] present, CfgFile file) throws IOException {
        try (InputStream in = EtcFolder.class.getResourceAsStream(file.name())) {
            return in != null && Arrays.equals(present, in.readAllBytes());
        }
    }

    /**
     * Writes files, but for those that are there as they are to be. What is replaced is kept beside
     * as {@code NAME.replaced-N}, which File Install passes over.
     *
     * @throws IOException if one cannot be written; then the folder is as it was
     */
    public void write(List<CfgFile> all) throws IOException {
        List<CfgFile> files = new ArrayList<>();
        for (CfgFile file : all) {
            if (!isDone(file)) {
                files.add(file);
            }
        }
        Deque<Undo> undo = new ArrayDeque<>();
        try {
            List<Path> unfinished = new ArrayList<>();
            for (CfgFile file : files) {
                Path path = this.path.resolve(file.name() + UNFINISHED);
                undo.push(() -> Files.deleteIfExists(path));
                writeThrough(path, file.text());
                unfinished.add(path);
            }
            for (int i = 0; i < files.size(); i++) {
                place(files.get(i), unfinished.get(i), undo);
            }
        } catch (IOException e) {
            undoAll(undo, e);
            throw e;
        }
    }

    private static void writeThrough(Path path, String text) throws IOException {
        Files.writeString(path, text);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void place(CfgFile file, Path unfinished, Deque<Undo> undo) throws IOException {
        Path place = path.resolve(file.name());
        if (present(file) != null) {
            Path kept = free(file.name());
            Files.move(place, kept);
            undo.push(() -> Files.move(kept, place));
        }
        // Not one that appeared meanwhile: without an option nothing is replaced.
        Files.move(unfinished, place);
        undo.push(() -> Files.delete(place));
    }

    private Path free(String name) {
        int number = 1;
        while (Files.exists(path.resolve(name + ".replaced-" + number))) {
            number++;
        }
        return path.resolve(name + ".replaced-" + number);
    }

    private static void undoAll(Deque<Undo> undo, IOException cause) {
        for (Undo step : undo) {
            try {
                step.run();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
