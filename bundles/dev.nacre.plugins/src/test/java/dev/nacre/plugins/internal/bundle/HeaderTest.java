/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeaderTest {
    @Test
    void several_paths_may_share_their_attributes() {
        assertThat(Header.paths("a;b.c; version=\"1.0\" ,d")).containsExactly("a", "b.c", "d");
    }

    @Test
    void what_stands_in_quotes_is_no_path() {
        assertThat(Header.paths("a;uses:=\"x,y;z\";version=1,b")).containsExactly("a", "b");
    }

    @Test
    void a_symbolic_name_has_directives() {
        assertThat(Header.paths("org.some;singleton:=true")).containsExactly("org.some");
    }

    @Test
    void a_header_that_is_not_there_has_none() {
        assertThat(Header.paths(null)).isEmpty();
        assertThat(Header.paths("")).isEmpty();
    }
}
