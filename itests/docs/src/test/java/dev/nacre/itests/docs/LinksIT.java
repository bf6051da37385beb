/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the documents refer to. */
final class LinksIT {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

    @TestFactory
    Stream<DynamicTest> what_a_document_refers_to_is_there() throws Exception {
        return documents().stream()
                .map(
                        document ->
                                DynamicTest.dynamicTest(
                                        Distribution.ROOT.relativize(document).toString(),
                                        () -> check(document)));
    }

    private static void check(Path document) throws Exception {
        assertThat(LINK.matcher(Files.readString(document)).results())
                .allSatisfy(link -> assertThat(document.resolveSibling(link.group(1))).exists());
    }

    private static List<Path> documents() throws Exception {
        List<Path> documents = new ArrayList<>();
        documents.add(Distribution.ROOT.resolve("README.md"));
        for (String folder : List.of("docs", "bundles", "examples")) {
            try (Stream<Path> files = Files.walk(Distribution.ROOT.resolve(folder), 2)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }
}
