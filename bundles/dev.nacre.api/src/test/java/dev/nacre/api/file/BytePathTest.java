/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePathTest {
    @Test
    void printable_text_is_shown_as_it_stands() {
        assertThat(BytePath.of("/srv/Grüße 😀.txt")).hasToString("/srv/Grüße 😀.txt");
    }

    @Test
    void what_would_break_a_line_or_is_no_text_is_escaped() {
        byte[] name = {'/', 'a', '\n', 0x1b, (byte) 0xff, '\\', 'z'};
        assertThat(BytePath.of(name)).hasToString("/a\\x0a\\x1b\\xff\\\\z");
    }

    @Test
    void a_character_that_turns_the_direction_of_text_is_escaped() {
        assertThat(BytePath.of("/a\u202egpj.exe").toString()).doesNotContain("\u202e");
    }

    @Test
    void any_bytes_come_back_from_their_shown_form() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (1 + random.nextInt(255));
            }
            BytePath path = BytePath.of(bytes);
            assertThat(BytePath.parse(path.toString())).isEqualTo(path);
            assertThat(path.toString().lines()).hasSize(1);
        }
    }

    @Test
    void a_broken_escape_is_refused() {
        assertThatThrownBy(() -> BytePath.parse("/a\\q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a\\q");
        assertThatThrownBy(() -> BytePath.parse("/a\\xg0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_lies_within_a_folder_by_whole_names() {
        BytePath folder = BytePath.of("/srv/data");
        assertThat(BytePath.of("/srv/data").isWithin(folder)).isTrue();
        assertThat(BytePath.of("/srv/data/x").isWithin(folder)).isTrue();
        assertThat(BytePath.of("/srv/database").isWithin(folder)).isFalse();
        assertThat(BytePath.of("/srv").isWithin(folder)).isFalse();
        assertThat(BytePath.of("/srv").isWithin(BytePath.of("/"))).isTrue();
        assertThat(BytePath.of("/srv/data/x").isWithin(BytePath.of("/srv/data/"))).isTrue();
    }

    @Test
    void parent_name_and_child_fit_together() {
        BytePath path = BytePath.of("/srv/data/x");
        assertThat(path.parent().resolve(path.name())).isEqualTo(path);
        assertThat(BytePath.of("/x").parent()).isEqualTo(BytePath.of("/"));
        assertThat(BytePath.of("/").resolve(BytePath.of("x"))).isEqualTo(BytePath.of("/x"));
        assertThat(BytePath.of("x").parent()).isEqualTo(BytePath.of("."));
    }

    @Test
    void its_names_stand_between_slashes_however_many() {
        assertThat(BytePath.of("/srv//data/x/").names())
                .containsExactly(BytePath.of("srv"), BytePath.of("data"), BytePath.of("x"));
        assertThat(BytePath.of("x").names()).containsExactly(BytePath.of("x"));
        assertThat(BytePath.of("/").names()).isEmpty();
    }
}
