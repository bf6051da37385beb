/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CfgDocumentTest {
    @Test
    void without_a_change_the_text_stays_as_it_is() {
        String text =
                """
                # a comment \\
                ! another
                  a : "1"

                list = [ \\
                  "x", \\
                  # no comment, but part of the value \\
                  "y" \\
                  ]
                b="a\\\\\\\\.b"
                """;
        Map<String, Object> contents = Map.of("a", "1", "list", "?", "b", "?");

        assertThat(CfgDocument.parse(text).with(Set.of(), new TreeMap<>(contents))).isEqualTo(text);
    }

    @Test
    void a_value_over_several_lines_is_replaced_whole() {
        String text = "a = [ \\\n  \"x\", \\\n  ]\n# end\n";
        Map<String, Object> contents = Map.of("a", new String[] {"y"});

        assertThat(CfgDocument.parse(text).with(Set.of("a"), new TreeMap<>(contents)))
                .isEqualTo("a = [\"y\"]\n# end\n");
    }

    @Test
    void a_file_without_quotes_gets_them_on_each_value() {
        Map<String, Object> contents = Map.of("a", "1", "b", true);

        assertThat(CfgDocument.parse("a = 1\nb = yes\n").with(Set.of("b"), new TreeMap<>(contents)))
                .isEqualTo("a = \"1\"\nb = B\"true\"\n");
    }

    @Test
    void a_last_line_without_an_end_gets_one() {
        Map<String, Object> contents = Map.of("a", "1", "b", "2");

        assertThat(CfgDocument.parse("a = \"1\"").with(Set.of("b"), new TreeMap<>(contents)))
                .isEqualTo("a = \"1\"\nb = \"2\"\n");
        assertThat(CfgDocument.parse("# only").with(Set.of("b"), new TreeMap<>(Map.of("b", "2"))))
                .isEqualTo("# only\nb = \"2\"\n");
        assertThat(CfgDocument.parse("").with(Set.of("b"), new TreeMap<>(Map.of("b", "2"))))
                .isEqualTo("b = \"2\"\n");
    }
}
