/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugins that the documents and the API's Javadoc show. */
final class PluginExampleIT {
    private static final Pattern MARKDOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVADOC =
            Pattern.compile("<pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
    private static final Path API =
            Distribution.ROOT.resolve("bundles/dev.nacre.api/src/main/java/dev/nacre/api");

    @TempDir private Path classes;

    @Test
    void each_plugin_of_a_document_compiles_against_the_api() throws Exception {
        assertThat(examples(MARKDOWN, Distribution.ROOT.resolve("README.md")))
                .isNotEmpty()
                .allSatisfy(this::compile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "filter", "notify", "scan"})
    void the_plugin_that_a_package_describes_compiles_against_the_api(String name)
            throws Exception {
        assertThat(examples(JAVADOC, API.resolve(name).resolve("package-info.java")))
                .isNotEmpty()
                .map(example -> example.replaceAll("(?m)^ \\* ?", ""))
                .allSatisfy(this::compile);
    }

    private static List<String> examples(Pattern form, Path file) throws IOException {
        return form.matcher(Files.readString(file)).results().map(code -> code.group(1)).toList();
    }

    private void compile(String code) {
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of(
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString());
        boolean compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(messages, null, null, options, null, List.of(new Source(code)))
                        .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + nameOf(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String nameOf(String text) {
            Matcher name = CLASS.matcher(text);
            assertThat(name.find()).as(text).isTrue();
            return name.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
