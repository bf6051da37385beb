/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
    @Test
    void without_arguments_everything_is_where_the_distribution_has_it() throws Refusal {
        Layout layout = Layout.of(Path.of("/opt/nacre"), Arguments.parse(List.of()));

        assertThat(layout)
                .isEqualTo(
                        new Layout(
                                Path.of("/opt/nacre"),
                                Path.of("/opt/nacre/etc"),
                                Path.of("/opt/nacre/var")));
    }

    @Test
    void folders_that_are_given_count_from_where_the_command_is_called() throws Refusal {
        Layout layout =
                Layout.of(
                        Path.of("/opt/nacre"),
                        Arguments.parse(List.of("--etc", "my etc", "--var", "../my var")));

        assertThat(layout.etc()).isEqualTo(Path.of("my etc").toAbsolutePath());
        assertThat(layout.var()).isEqualTo(Path.of("../my var").toAbsolutePath().normalize());
    }

    @Test
    void several_features_can_be_left_out() throws Refusal {
        Arguments arguments =
                Arguments.parse(List.of("--without", "console", "--without", "shell"));

        assertThat(arguments.without()).containsExactlyInAnyOrder("console", "shell");
    }

    @Test
    void optional_features_can_be_asked_for() throws Refusal {
        Arguments arguments = Arguments.parse(List.of("--with", "kafka", "--without", "console"));

        assertThat(arguments.with()).containsExactly("kafka");
        assertThat(arguments.without()).containsExactly("console");
    }

    @Test
    void an_unknown_argument_is_refused_with_the_usage() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--fast")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--fast")
                .hasMessageContaining("usage: nacre run");
    }

    @Test
    void an_option_without_its_value_is_refused() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--var")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--var needs a value");
    }
}
