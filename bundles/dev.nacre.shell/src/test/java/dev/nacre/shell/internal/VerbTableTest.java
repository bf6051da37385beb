/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbTableTest {
    private final Screen screen = new Screen();

    @Test
    void help_names_every_verb() throws Exception {
        assertThat(screen.run("help")).isZero();
        assertThat(screen.out())
                .contains("run ", "status ", "watches ", "scan ", "quarantine ", "explain ");
    }

    @Test
    void help_about_a_verb_is_the_same_both_ways() throws Exception {
        Screen other = new Screen();
        assertThat(screen.run("help", "scan")).isZero();
        assertThat(other.run("scan", "--help")).isZero();
        assertThat(screen.out()).isEqualTo(other.out()).startsWith("usage: nacre scan");
    }

    @Test
    void an_unknown_verb_or_none_shows_the_usage() throws Exception {
        assertThat(screen.run("dance\\xff")).isEqualTo(64);
        assertThat(screen.err()).startsWith("nacre: there is no verb dance\\xff\nusage: ");
        assertThat(screen.run(List.of())).isEqualTo(64);
        assertThat(screen.run("help", "dance")).isEqualTo(64);
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void an_unknown_option_or_operand_shows_the_usage_of_the_verb() throws Exception {
        assertThat(screen.run("status", "--xml")).isEqualTo(64);
        assertThat(screen.err())
                .isEqualTo(
                        "nacre status: there is no option --xml\nusage: nacre status [--json]\n");
        assertThat(screen.run("watches", "home")).isEqualTo(64);
        assertThat(screen.run("scan")).isEqualTo(64);
        assertThat(screen.run(List.of(BytePath.of("scan"), BytePath.of("")))).isEqualTo(64);
    }
}
