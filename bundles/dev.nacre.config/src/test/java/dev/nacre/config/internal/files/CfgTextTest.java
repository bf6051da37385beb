/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CfgTextTest {
    @Test
    void each_value_is_quoted_and_keeps_its_type() {
        Map<String, Object> properties =
                Map.of(
                        "a",
                        "text",
                        "b",
                        true,
                        "c",
                        5,
                        "d",
                        5L,
                        "e",
                        new String[] {"/home", "/srv"},
                        "f",
                        new int[] {1, 2},
                        "g",
                        List.of("x"),
                        "h",
                        new String[0]);

        assertThat(CfgText.of(new TreeMap<>(properties)))
                .isEqualTo(
                        """
                        a = "text"
                        b = B"true"
                        c = I"5"
                        d = L"5"
                        e = ["/home", "/srv"]
                        f = I["1", "2"]
                        g = ("x")
                        h = []
                        """);
    }

    @Test
    void what_File_Install_would_take_for_something_else_is_escaped() {
        assertThat(CfgText.of(new TreeMap<>(Map.of("a", "x\"=\n\ty"))))
                .isEqualTo("a = \"x\\\"=\\n\\ty\"\n");
        assertThat(CfgText.value("a\\.b")).isEqualTo("\"a\\\\\\\\.b\"");
        assertThat(CfgText.value("${x}")).isEqualTo("\"$\\{x}\"");
    }
}
