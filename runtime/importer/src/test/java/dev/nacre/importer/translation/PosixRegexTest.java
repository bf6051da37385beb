/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosixRegexTest {
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "/srv/a /srv/a",
                "a.b a.b",
                "a\\.b a[.]b",
                "\\d d",
                "a{2,5} a{2,5}",
                "a{ a[{]",
                "(a|b)+ (?:a|b)+",
                "() (?:)",
                "[a\\d] [a\\\\d]",
                "[]a-c] [\\]a-c]",
                "[^/[:digit:]-] [^/0-9\\-]",
                "[[:alpha:]_] [\\p{Alpha}_]",
                "[&&] [\\&\\&]",
                "a\\$ a\\x24",
                "a$ aEND",
                "^a ^a"
            })
    void the_same_is_said_in_the_words_of_java(String posix, String java) {
        assertThat(PosixRegex.toJava(posix, "END")).isEqualTo(java);
        Pattern.compile(PosixRegex.toJava(posix, "$"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a", "a)", "[a", "a**", "a+?", "a++", "*a", "^*", "a|", "|a", "(|a)", "a\\", "a{3",
                "a{300}", "a{5}{2}", "[[.a.]]", "[[=a=]]", "[[:<:]]", "[z-a]"
            })
    void what_is_none_or_has_no_counterpart_is_refused(String posix) {
        assertThatThrownBy(() -> PosixRegex.toJava(posix, "$"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** grep -E is another library than ClamAV's; both follow POSIX in what is made up here. */
    @Test
    void what_grep_matches_java_matches_and_no_other() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            String posix = expression(random, 3);
            StringBuilder lines = new StringBuilder();
            for (int j = 0; j < 40; j++) {
                lines.append(text(random)).append('\n');
            }
            String matched = grep(posix, lines.toString());
            Pattern java = Pattern.compile(PosixRegex.toJava(posix, "$"), Pattern.DOTALL);
            List<String> ours =
                    lines.toString().lines().filter(line -> java.matcher(line).find()).toList();
            assertThat(ours).as(posix).isEqualTo(matched.lines().toList());
        }
    }

    private static String expression(Random random, int depth) {
        String[] atoms = {"a", "b", "/", "\\.", ".", "[ab]", "[^a/]", "[[:digit:]]", "\\*", "[.]"};
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "^" : "");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            boolean group = depth > 0 && random.nextInt(4) == 0;
            text.append(
                    group
                            ? "("
                                    + expression(random, depth - 1)
                                    + "|"
                                    + expression(random, depth - 1)
                                    + ")"
                            : atoms[random.nextInt(atoms.length)]);
            text.append(new String[] {"", "", "", "*", "+", "?", "{1,2}"}[random.nextInt(7)]);
        }
        return text.append(random.nextInt(5) == 0 ? "$" : "").toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("ab/.*7".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static String grep(String posix, String lines) throws Exception {
        Process grep = new ProcessBuilder("grep", "-E", "-e", posix).start();
        grep.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
        grep.getOutputStream().close();
        String out = new String(grep.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assumeTrue(grep.waitFor() < 2, "needs grep");
        return out;
    }
}
