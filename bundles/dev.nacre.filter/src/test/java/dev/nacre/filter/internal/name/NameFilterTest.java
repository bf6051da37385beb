/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.name;

import static dev.nacre.filter.internal.FakeAccess.configuration;
import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.FakeAccess;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {
    private static NameFilter filter(String... suffixes) {
        return new NameFilter(configuration("name", "suffixes", List.of(suffixes)));
    }

    private static Optional<String> ask(NameFilter filter, String path) {
        return filter.exempts(watch("home"), FakeAccess.to(BytePath.parse(path)));
    }

    @Test
    void a_file_is_exempt_by_the_end_of_its_name_in_either_case() {
        NameFilter filter = filter(".log", ".TAR.gz");
        assertThat(ask(filter, "/srv/a.log")).contains("suffix .log");
        assertThat(ask(filter, "/srv/A.LoG")).contains("suffix .log");
        assertThat(ask(filter, "/srv/a.tar.GZ")).contains("suffix .TAR.gz");
        assertThat(ask(filter, "/srv/.log")).isPresent();
        assertThat(ask(filter, "/srv/a.gz")).isEmpty();
        assertThat(ask(filter, "/srv/alog")).isEmpty();
        assertThat(ask(filter, "/srv/a.log/b")).isEmpty();
        assertThat(ask(filter, "/g")).isEmpty();
    }

    @Test
    void bytes_that_are_no_letters_of_ascii_are_compared_as_they_are() {
        NameFilter filter = filter(".caf\u00e9", "\\xe9", "[");
        assertThat(ask(filter, "/srv/a.CAF\u00e9")).contains("suffix .caf\u00e9");
        assertThat(ask(filter, "/srv/a.CAF\u00c9")).isEmpty();
        assertThat(ask(filter, "/srv/\\xff\\xe9")).contains("suffix \\xe9");
        assertThat(ask(filter, "/srv/\\xff\\xc9")).isEmpty();
        assertThat(ask(filter, "/srv/a{")).isEmpty();
    }

    @Test
    void what_lies_in_another_mount_namespace_or_nowhere_is_never_exempt() {
        NameFilter filter = filter("g");
        FakeAccess access = FakeAccess.to("/srv/a.log");
        assertThat(filter.exempts(watch("w"), access)).isPresent();
        assertThat(filter.exempts(watch("w"), access.foreign())).isEmpty();
        assertThat(filter.exempts(watch("w"), access.at(Location.UNKNOWN))).isEmpty();
        BytePath path = BytePath.of("/srv/a.log");
        assertThat(filter.exempts(watch("w"), access.at(new Location(path, null, true)))).isEmpty();
    }

    @Test
    void a_file_that_is_mounted_under_another_name_goes_by_its_own() {
        Location mounted = new Location(BytePath.of("/srv/a.log"), BytePath.of("/srv/a.exe"), true);
        FakeAccess access = FakeAccess.to("/srv/a.log").at(mounted);
        assertThat(filter(".log").exempts(watch("w"), access)).isEmpty();
        assertThat(filter(".exe").exempts(watch("w"), access)).isPresent();
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        NameFilter filter =
                new NameFilter(configuration("name", "suffixes", ".log", "watches", "data"));
        FakeAccess access = FakeAccess.to("/srv/a.log");
        assertThat(filter.exempts(watch("data"), access)).isPresent();
        assertThat(filter.exempts(watch("home"), access)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "\\x2f", "a\\", "\\x00"})
    void what_no_name_ends_in_is_refused(String suffix) {
        assertThatThrownBy(() -> filter(suffix))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("suffixes = \"" + suffix + "\" is refused");
    }

    @Test
    void a_wrong_change_leaves_the_rules_before_in_force_and_is_shown() {
        NameFilter filter = filter(".log");
        filter.modified(configuration("name", "suffixes", "a/b"));
        assertThat(ask(filter, "/srv/a.log")).isPresent();
        assertThat(filter.findings()).hasSize(1);
        filter.modified(configuration("name", "suffixes", ".iso"));
        assertThat(ask(filter, "/srv/a.log")).isEmpty();
        assertThat(filter.findings()).isEmpty();
    }
}
