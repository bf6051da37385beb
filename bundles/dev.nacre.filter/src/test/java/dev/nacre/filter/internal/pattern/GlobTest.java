/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.nacre.api.file.BytePath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static boolean matches(String glob, String path) {
        return Glob.parse(glob).matches(BytePath.parse(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.log /srv/a.log",
                "*.log /srv/.log",
                "*.log /a.log.log",
                "a?c /srv/abc",
                "[a-cx].o /srv/b.o",
                "[!a-c].o /srv/d.o",
                "[^a-c].o /srv/d.o",
                "[]a] /srv/]",
                "[a-] /srv/-",
                "[\\x5d] /srv/]",
                "*.{log,tmp} /srv/a.tmp",
                "a{,.bak} /srv/a",
                "a{,.bak} /srv/a.bak",
                "{a,b{1,2}} /srv/b2",
                "{*.log,/srv/cache/**} /srv/cache/x/y",
                "{*.log,/srv/cache/**} /x/y.log",
                "/srv/*/x /srv/a/x",
                "/srv/** /srv/a/b/c",
                "/srv/**/x /srv/x",
                "/srv/**/x /srv/a/b/x",
                "/**/a/**/b /a/b",
                "/**/a/**/b /1/2/a/3/4/b",
                "/srv/**.o /srv/a/b.o",
                "**/cache/*.tmp /srv/cache/a.tmp",
                "**/cache/*.tmp /cache/a.tmp",
                "/srv/a*b*c/d /srv/aXbbYcc/d",
                "/srv\\x2fa /srv/a",
                "\\*\\{a\\,b\\} /srv/*{a,b}",
                "{\\,,\\}} /srv/,",
            })
    void matches_what_it_says(String glob, String path) {
        assertThat(matches(glob, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.log /srv/a.log.gz",
                "*.log /srv/x.log/a",
                "a?c /srv/ac",
                "a?c /srv/a/c",
                "[!a-c].o /srv/b.o",
                "*.{log,tmp} /srv/a.bak",
                "/srv/*/x /srv/a/b/x",
                "/srv/*/x /srv/x",
                "/srv/** /srv",
                "/srv/** /srv2/a",
                "/srv/**/x /srvx",
                "/srv/cache /srv/cache/a",
                "**/cache/*.tmp /srv/mycache2/a.tmp",
                "**/cache/*.tmp /srv/xcache/a.tmp",
                "/srv/[!a] /srv//",
                "a\\* /srv/ab",
            })
    void matches_nothing_else(String glob, String path) {
        assertThat(matches(glob, path)).isFalse();
    }

    @Test
    void any_bytes_are_matched_whether_text_or_not() {
        assertThat(matches("*.log", "/srv/\\xff\\xfe\\x0a .log")).isTrue();
        assertThat(matches("\\xff\\xfe*", "/srv/\\xff\\xfea")).isTrue();
        assertThat(matches("\\xff", "/srv/\\xfe")).isFalse();
        assertThat(matches("[\\x80-\\xff]", "/srv/\\xc0")).isTrue();
        assertThat(matches("two words\\x0a", "/srv/two words\\x0a")).isTrue();
        assertThat(matches("?", "/srv/\\x0a")).isTrue();
    }

    @Test
    void letters_beyond_ascii_are_matched_as_utf_8() {
        assertThat(matches("größe.*", "/srv/größe.txt")).isTrue();
        assertThat(matches("{ä,😀}", "/srv/😀")).isTrue();
        assertThat(matches("ä", "/srv/\\xe4")).isFalse();
    }

    @Test
    void globs_of_more_than_sixty_four_bytes_match_across_machine_words() {
        String name200 = "a".repeat(200);
        assertThat(matches("/" + name200 + "*b", "/" + name200 + "xxb")).isTrue();
        assertThat(matches("/" + name200 + "*b", "/" + name200.substring(1) + "xxb")).isFalse();
        for (int length = 60; length < 70; length++) {
            String name = "a".repeat(length);
            assertThat(matches(name, "/" + name)).isTrue();
            assertThat(matches(name + "*", "/" + name)).isTrue();
            assertThat(matches(name, "/" + name + "a")).isFalse();
        }
    }

    @Test
    void a_glob_full_of_stars_goes_back_nowhere_and_so_ends_at_once() {
        String glob = "/" + "**a*".repeat(100) + "!";
        String path = "/" + "aaaa/".repeat(800);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(matches(glob, path)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a",
                "[!]",
                "{a,b",
                "{{a}",
                "a\\",
                "\\q",
                "\\x0",
                "\\x00",
                "[z-a]",
                "[ä]",
                "[/]",
                "srv/cache",
                "*/cache",
                "{a,}",
                "{a,b/c}",
            })
    void what_is_no_glob_or_could_never_match_is_refused(String glob) {
        assertThatThrownBy(() -> Glob.parse(glob)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_glob_of_too_many_choices_is_refused_before_it_fills_the_memory() {
        assertThatThrownBy(() -> Glob.parse("{a,b}".repeat(40)))
                .hasMessageContaining("more than 256");
        assertThatThrownBy(() -> Glob.parse("/**/a".repeat(40)))
                .hasMessageContaining("more than 256");
    }

    @Test
    void choices_are_written_out() {
        assertThat(Alternatives.of("/a/**/{b,c}[{,}]\\{"))
                .isEqualTo(
                        List.of(
                                "/a/b[{,}]\\{",
                                "/a/c[{,}]\\{",
                                "/a/**/b[{,}]\\{",
                                "/a/**/c[{,}]\\{"));
    }
}
