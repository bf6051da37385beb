/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Configurations that Config Admin keeps and that came from a file. At each start they are read
 * from their files anew; one whose file was taken away while no host ran would stay in force for
 * ever. So none of them is taken over from the run before.
 */
final class FileConfigurations {
    private static final String SUFFIX = ".config";

    /** Written by File Install into each configuration that it makes. */
    private static final String ORIGIN = "felix.fileinstall.filename=";

    private FileConfigurations() {}

    /**
     * @param store the folder of Config Admin, used by no running host
     */
    static void forget(Path store) throws Refusal {
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (file.toString().endsWith(SUFFIX) && cameFromFile(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new Refusal("cannot clean up the configurations in " + store + ": " + e, e);
        }
    }

    private static boolean cameFromFile(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.stream().anyMatch(line -> line.startsWith(ORIGIN));
    }
}
