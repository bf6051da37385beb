/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.shaded.util.properties.TypedProperties;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/configuration.md} and the shipped files against what the bundles can do. */
final class ConfigurationReferenceIT {
    private static final String REFERENCE = "docs/configuration.md";
    private static final Pattern EXAMPLE =
            Pattern.compile("^\\| .*? \\| `(/.*?)` \\| `\"(/.*?)\"` \\|$", Pattern.MULTILINE);

    @Test
    void the_reference_says_what_the_bundles_say() throws Exception {
        String right = Reference.of(template(), Distribution.definitions());
        Path tracked = Distribution.ROOT.resolve(REFERENCE);
        if (!Files.exists(tracked) || !Files.readString(tracked).equals(right)) {
            Path written = Path.of("target", "configuration.md").toAbsolutePath();
            Files.writeString(written, right);
            assertThat(tracked)
                    .as("It is out of date. Bring it up to date with: cp %s %s", written, tracked)
                    .hasContent(right);
        }
    }

    @TestFactory
    Stream<DynamicTest> an_example_of_the_notation_means_what_stands_beside_it() throws Exception {
        List<MatchResult> examples = EXAMPLE.matcher(template()).results().toList();
        assertThat(examples).hasSizeGreaterThan(4);
        return examples.stream()
                .map(
                        example ->
                                DynamicTest.dynamicTest(
                                        example.group(1),
                                        () -> check(example.group(1), example.group(2))));
    }

    private static void check(String shown, String inFile) throws Exception {
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader("paths = [\"" + inFile + "\", \"/other\"]\n"));
        Object[] read = (Object[]) properties.get("paths");
        assertThat(BytePath.parse(read[0].toString())).isEqualTo(BytePath.parse(shown));
        assertThat(read[0]).isEqualTo(shown);
        assertThat(read[1]).isEqualTo("/other");
    }

    @Test
    void a_shipped_file_of_ours_is_one_that_a_bundle_reads() throws Exception {
        Set<String> readable =
                Distribution.definitions().stream()
                        .map(d -> d.pid() + (d.factory() ? ".cfg.example" : ".cfg"))
                        .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(Distribution.ROOT.resolve("config"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.startsWith("dev.nacre."))
                    .containsExactlyInAnyOrderElementsOf(readable);
        }
    }

    private static String template() throws Exception {
        try (var in = ConfigurationReferenceIT.class.getResourceAsStream("/configuration.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
