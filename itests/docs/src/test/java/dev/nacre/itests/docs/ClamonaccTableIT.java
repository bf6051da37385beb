/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.importer.input.KnownOptions;
import dev.nacre.importer.translation.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of options in {@code docs/clamonacc.md}. */
final class ClamonaccTableIT {
    private static final Pattern ROW =
            Pattern.compile("^\\| (`[A-Z-].*?) \\| (.+?) \\| (`.*`) \\|$", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("`((?:--)?[A-Za-z-]{3,})`");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void each_option_of_clamonacc_stands_in_the_table_and_no_other() throws Exception {
        Set<String> wanted = new TreeSet<>(Translation.options());
        wanted.addAll(KnownOptions.CLAMONACC.byName().keySet());
        KnownOptions.CLAMD.byName().keySet().stream()
                .filter(option -> option.startsWith("OnAccess"))
                .forEach(wanted::add);
        Set<String> found = new TreeSet<>();
        for (MatchResult row : rows()) {
            OPTION.matcher(row.group(1)).results().forEach(option -> found.add(option.group(1)));
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void each_row_names_a_test_that_is_there() throws Exception {
        Map<String, String> tests = tests();
        for (MatchResult row : rows()) {
            List<MatchResult> named = TEST.matcher(row.group(3)).results().toList();
            assertThat(named).as(row.group(1)).isNotEmpty();
            for (MatchResult test : named) {
                assertThat(tests).as(row.group()).containsKey(test.group(1));
                assertThat(tests.get(test.group(1)))
                        .as(test.group())
                        .contains("void " + test.group(2) + "(");
            }
        }
    }

    private static List<MatchResult> rows() throws IOException {
        String text = Files.readString(Distribution.ROOT.resolve("docs/clamonacc.md"));
        String table = text.substring(text.indexOf("## Every option"));
        List<MatchResult> rows = ROW.matcher(table).results().toList();
        assertThat(rows).hasSize((int) table.lines().filter(l -> l.startsWith("| `")).count());
        return rows;
    }

    /** By the name of its class, the text of each test in the checkout. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files =
                Stream.of("bundles", "runtime", "itests")
                        .map(Distribution.ROOT::resolve)
                        .flatMap(ClamonaccTableIT::javaFiles)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replaceAll("[.].*", ""),
                                    ClamonaccTableIT::read,
                                    String::concat));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try {
            return Files.find(folder, 30, (file, is) -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
