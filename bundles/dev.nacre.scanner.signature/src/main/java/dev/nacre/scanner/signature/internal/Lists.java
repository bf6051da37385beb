/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The lists in some folders, as they are at one moment.
 *
 * @param files the lists, each with size and time of change
 * @param problems folders that cannot be read
 */
record Lists(TreeMap<Path, String> files, List<String> problems) {
    private static final int FINGERPRINT_BYTES = 6;
    private static final int PROBLEMS_A_FILE = 5;

    /** What was read of them. */
    record Content(List<Signature> signatures, List<String> problems) {}

    /** Looks which lists there are, without reading them. */
    static Lists in(List<Path> folders) {
        Lists lists = new Lists(new TreeMap<>(), new ArrayList<>());
        folders.forEach(lists::look);
        return lists;
    }

    private void look(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{hdb,hsb}")) {
            for (Path file : found) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    files.put(file, attributes.size() + " " + attributes.lastModifiedTime());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(
                    folder
                            + " cannot be read as a folder of lists; make it, or take it out of"
                            + " databases");
        }
    }

    /** A short text that changes with the lists; empty where there are none. */
    String fingerprint() {
        if (files.isEmpty()) {
            return "";
        }
        MessageDigest digest = Algorithm.SHA256.digest();
        byte[] hash = digest.digest(files.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    }

    /** Reads them. A line that is wrong is a problem of its own; the others count. */
    Content read() {
        Content content = new Content(new ArrayList<>(), new ArrayList<>(problems));
        files.keySet().forEach(file -> read(file, content));
        return content;
    }

    private static void read(Path file, Content content) {
        int wrong = 0;
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                try {
                    content.signatures().add(Signature.parse(line.strip()));
                } catch (IllegalArgumentException e) {
                    if (++wrong <= PROBLEMS_A_FILE) {
                        content.problems().add(file + " line " + number + " " + e.getMessage());
                    }
                }
            }
        } catch (IOException e) {
            content.problems().add(file + " cannot be read: " + e.getMessage());
        }
        if (wrong > PROBLEMS_A_FILE) {
            content.problems()
                    .add(file + " has " + (wrong - PROBLEMS_A_FILE) + " more wrong lines");
        }
    }
}
