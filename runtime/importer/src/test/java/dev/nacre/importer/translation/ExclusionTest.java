/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.pattern.ByteRegex;
import dev.nacre.filter.internal.pattern.ByteText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/home/bofh,/home/bofh",
        "/home/bofh/,/home/bofh",
        "^/home/bofh$,/home/bofh",
        "/home/x/.cache,/home/x/.cache",
        "/srv/with space,/srv/with space",
        "/,/"
    })
    void what_reads_as_a_name_is_a_folder(String pattern, String folder) {
        assertThat(Exclusion.pattern(pattern)).isEqualTo(new Exclusion("prefixes", folder));
    }

    @ParameterizedTest(name = "{0} exempts {1}: {2}")
    @CsvSource({
        "^/home/x,/home/x/file,true",
        "^/home/x,/home/xy/file,true",
        "^/home/x,/home/x,false",
        "^/home/x,/srv/home/x/file,false",
        "^/home/[^/]+/cache$,/home/ann/cache/file,true",
        "^/home/[^/]+/cache$,/home/ann/cache/deep/file,true",
        "^/home/[^/]+/cache$,/home/ann/cached/file,false",
        "^/home/[^/]+/cache$,/home/ann/cache,false",
        "[.]git$,/home/ann/p/.git/config,true",
        "[.]git$,/home/ann/p/.gitignore,false",
        "[.]git$,/home/ann/p/.git,false",
        "/cache+/,/srv/cache/file,true",
        "/cache+/,/srv/cache,false",
        "^/srv/a|^/srv/b,/srv/b/file,true",
        "^/srv/a|/b$,/srv/c/b/file,true",
        "^/srv/a|/b$,/srv/c/bb/file,false",
        "lo(g|gs)$,/var/logs/file,true",
        "lo(g|gs)$,/var/log/file,true",
        "lo(g|gs)$,/var/blog.txt,false"
    })
    void a_pattern_exempts_all_below_the_folders_it_matches(
            String pattern, String file, boolean exempt) {
        Exclusion exclusion = Exclusion.pattern(pattern);
        assertThat(exclusion.key()).isEqualTo("regexes");
        ByteText path = new ByteText(BytePath.of(file), 100_000);
        assertThat(ByteRegex.parse(exclusion.value()).matches(path)).isEqualTo(exempt);
        assertThat(path.exhausted()).isFalse();
    }

    @Test
    void what_java_cannot_say_is_refused_with_the_reason() {
        assertThatThrownBy(() -> Exclusion.pattern("^/srv/[[=a=]]"))
                .hasMessageContaining("[=")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exclusion.pattern("^/srv/(x|y$)/")).hasMessageContaining("$");
    }

    @Test
    void bytes_that_are_no_text_are_written_so() {
        assertThat(Exclusion.folder("/srv/caf\u00e9/").value()).isEqualTo("/srv/caf\\xe9");
        ByteText path = new ByteText(BytePath.parse("/srv/caf\\xe9/x"), 100_000);
        ByteRegex regex = ByteRegex.parse(Exclusion.pattern("^/srv/caf\u00e9").value());
        assertThat(regex.matches(path)).isTrue();
    }
}
