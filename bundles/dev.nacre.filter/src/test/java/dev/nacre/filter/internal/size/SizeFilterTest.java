/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.size;

import static dev.nacre.filter.internal.FakeAccess.configuration;
import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.filter.internal.FakeAccess;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizeFilterTest {
    private static SizeFilter filter(Object... keysAndValues) {
        return new SizeFilter(configuration("size", keysAndValues));
    }

    private static Optional<String> ask(SizeFilter filter, long size) {
        return filter.exempts(watch("home"), FakeAccess.to("/srv/a").of(size));
    }

    @Test
    void smaller_and_larger_files_are_exempt_and_those_of_just_that_size_are_not() {
        SizeFilter filter = filter("smallerThan", "1K", "largerThan", "1M");
        assertThat(ask(filter, 1023)).contains("smallerThan 1K");
        assertThat(ask(filter, 1024)).isEmpty();
        assertThat(ask(filter, 1 << 20)).isEmpty();
        assertThat(ask(filter, (1 << 20) + 1)).contains("largerThan 1M");
    }

    @Test
    void without_a_limit_nothing_is_exempt() {
        SizeFilter filter = filter();
        assertThat(ask(filter, 1)).isEmpty();
        assertThat(ask(filter, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void limits_that_would_exempt_every_file_are_refused() {
        assertThatThrownBy(() -> filter("smallerThan", "2M", "largerThan", "1M"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("smallerThan = \"2M\" is refused")
                .hasMessageContaining("every file would be exempt");
        assertThat(ask(filter("smallerThan", "1M", "largerThan", "1M"), 1 << 20)).isEmpty();
    }

    @Test
    void a_limit_that_is_no_size_is_refused() {
        assertThatThrownBy(() -> filter("largerThan", "much"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("largerThan = \"much\" is refused: allowed is a size");
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        SizeFilter filter = filter("smallerThan", "10", "watches", "data");
        assertThat(filter.exempts(watch("data"), FakeAccess.to("/a").of(1))).isPresent();
        assertThat(ask(filter, 1)).isEmpty();
    }

    @Test
    void a_wrong_change_leaves_the_rules_before_in_force_and_is_shown() {
        SizeFilter filter = filter("smallerThan", "10");
        filter.modified(configuration("size", "smallerThan", "-1"));
        assertThat(ask(filter, 9)).isPresent();
        assertThat(filter.findings()).hasSize(1);
        filter.modified(configuration("size", "smallerThan", "5"));
        assertThat(ask(filter, 9)).isEmpty();
        assertThat(filter.findings()).isEmpty();
    }
}
