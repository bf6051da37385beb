/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRegexTest {
    private static ByteText text(String path, int steps) {
        return new ByteText(BytePath.parse(path), steps);
    }

    private static boolean matches(String regex, String path) {
        return ByteRegex.parse(regex).matches(text(path, 10_000));
    }

    @Test
    void the_whole_path_must_match() {
        assertThat(matches("/srv/.*\\.tmp", "/srv/a/b.tmp")).isTrue();
        assertThat(matches("/srv", "/srv/a")).isFalse();
        assertThat(matches("srv/a", "/srv/a")).isFalse();
    }

    @Test
    void every_byte_can_be_matched() {
        assertThat(matches("/srv/\\xff.\\n", "/srv/\\xff\\xfe\\x0a")).isTrue();
        assertThat(matches("/srv/[\\x80-\\xff]+", "/srv/\\xff\\x80")).isTrue();
        assertThat(matches("/srv/.", "/srv/\\x0a")).isTrue();
        assertThat(matches("/srv/größe .*", "/srv/größe \\xff")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000, 10_000_000})
    void an_expression_that_goes_back_forever_is_given_up_however_many_steps_it_may_take(
            int steps) {
        ByteText text = text("/" + "a".repeat(200), steps);
        assertThat(ByteRegex.parse("/.*.*.*.*.*.*.*!").matches(text)).isFalse();
        assertThat(text.exhausted()).isTrue();
    }

    @Test
    void a_step_is_one_look_at_one_byte() {
        ByteText text = text("/a", 3);
        assertThat(text.charAt(0)).isEqualTo('/');
        assertThat(text.charAt(1)).isEqualTo('a');
        assertThat(text.charAt(1)).isEqualTo('a');
        assertThatThrownBy(() -> text.charAt(0)).isInstanceOf(ByteText.Exhausted.class);
    }

    @Test
    void after_giving_up_the_other_expressions_get_no_steps() {
        ByteText text = text("/aaaaaaaaaa", 5);
        assertThat(ByteRegex.parse("/a+").matches(text)).isFalse();
        assertThat(ByteRegex.parse(".*").matches(text)).isFalse();
        assertThat(text.exhausted()).isTrue();
    }

    @Test
    void an_expression_that_needs_more_stack_than_there_is_is_given_up() {
        ByteText text = text("/" + "ab".repeat(2_000_000), Integer.MAX_VALUE);
        assertThat(ByteRegex.parse("/(?:a|b)*").matches(text)).isFalse();
        assertThat(text.exhausted()).isTrue();
    }

    @Test
    void a_cheap_expression_gives_up_nothing() {
        ByteText text = text("/srv/a", 100);
        assertThat(ByteRegex.parse("/srv/.*").matches(text)).isTrue();
        assertThat(text.exhausted()).isFalse();
    }
}
