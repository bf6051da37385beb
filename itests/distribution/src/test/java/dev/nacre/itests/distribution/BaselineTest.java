/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A copy of the API's module is built after a change, and compared with the release in {@code
 * baseline/} as the module itself is. Maven asks no network: it has all that it needs from this
 * build.
 */
class BaselineTest {
    private static final Path ROOT = Path.of(System.getProperty("nacre.test.root"));
    private static final String SOURCES = "src/main/java/dev/nacre/api/";

    @TempDir private Path copy;

    private Path module;

    @BeforeEach
    void copy_the_module() throws Exception {
        module = copy.resolve("bundles/dev.nacre.api");
        Files.createDirectories(module);
        Files.copy(ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
        Path original = ROOT.resolve("bundles/dev.nacre.api");
        Files.copy(original.resolve("pom.xml"), module.resolve("pom.xml"));
        Outside.must("cp", "-r", original.resolve("src").toString(), module.toString());
    }

    private void replace(String source, String before, String after) throws Exception {
        Path file = module.resolve(SOURCES + source);
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private Outcome build() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("nacre.test.maven") + "/bin/mvn",
                                "--batch-mode",
                                "--offline",
                                "--file",
                                module.resolve("pom.xml").toString(),
                                "-Dnacre.root=" + ROOT,
                                "-Dmaven.repo.local="
                                        + System.getProperty("nacre.test.maven.repository")));
        // What else is checked has been checked.
        for (String skipped :
                List.of(
                        "maven.test.skip",
                        "maven.javadoc.skip",
                        "maven.source.skip",
                        "spotless.check.skip",
                        "spotbugs.skip")) {
            command.add("-D" + skipped);
        }
        command.add("verify");
        ProcessBuilder builder = new ProcessBuilder(command);
        // It ends before much of it is worth compiling well.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        return Outside.end(builder, new byte[0]);
    }

    /** As the plugin's report has it: what has become of a method of a package. */
    private void isRefused(String packageName, String what, String method) throws Exception {
        Outcome outcome = build();
        assertThat(outcome.succeeded()).as("%s", outcome).isFalse();
        assertThat(outcome.text())
                .contains("Baseline problems detected")
                .containsPattern("(?m)^\\[ERROR] \\* " + packageName + " ")
                .containsPattern(what + " +METHOD +" + method + "\\(");
    }

    @Test
    void the_api_as_it_is_keeps_what_was_released() throws Exception {
        Outcome outcome = build();
        assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
        assertThat(outcome.text()).contains("The baseline version was found to be");
    }

    @Test
    void a_method_that_is_taken_away_fails_the_build_by_name() throws Exception {
        replace("quarantine/Quarantine.java", "boolean isReleased(FileIdentity identity);", "");
        isRefused("dev.nacre.api.quarantine", "REMOVED", "isReleased");
    }

    @Test
    void a_method_that_plugins_would_have_to_add_fails_the_build_by_name() throws Exception {
        replace(
                "filter/Filter.java",
                "Optional<String> exempts(",
                "void mustBeAdded();\n\n    Optional<String> exempts(");
        isRefused("dev.nacre.api.filter", "ADDED", "mustBeAdded");
    }

    @Test
    void an_addition_without_a_new_minor_version_fails_the_build_by_name() throws Exception {
        replace(
                "quarantine/Quarantine.java",
                "boolean isReleased(FileIdentity identity);",
                "boolean isReleased(FileIdentity identity);\n\n    void added();");
        isRefused("dev.nacre.api.quarantine", "ADDED", "added");
    }
}
