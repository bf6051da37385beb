/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static CommandLine of(String... words) {
        return CommandLine.of(
                Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
    }

    private static List<String> rest(CommandLine line) {
        return line.arguments().stream()
                .map(word -> new String(word, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void the_var_folder_is_taken_out_wherever_it_stands() {
        assertThat(of("--var", "/x", "status").var()).contains("/x".getBytes());
        assertThat(rest(of("status", "--var=/x", "--json"))).containsExactly("status", "--json");
    }

    @Test
    void behind_two_dashes_everything_is_for_the_host() {
        CommandLine line = of("scan", "--", "--var", "x");
        assertThat(line.var()).isEmpty();
        assertThat(rest(line)).containsExactly("scan", "--", "--var", "x");
    }

    @Test
    void a_missing_folder_is_refused() {
        assertThatThrownBy(() -> of("status", "--var")).hasMessage("--var needs a folder");
        assertThatThrownBy(() -> of("--var=")).hasMessage("--var needs a folder");
    }
}
