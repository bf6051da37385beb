/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.filesystem;

import static dev.nacre.filter.internal.FakeAccess.configuration;
import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.filter.internal.FakeAccess;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilesystemFilterTest {
    private static FilesystemFilter filter(String... types) {
        return new FilesystemFilter(configuration("filesystem", "types", List.of(types)));
    }

    private static Optional<String> ask(FilesystemFilter filter, String type) {
        return filter.exempts(watch("home"), FakeAccess.to("/srv/a").on(type));
    }

    @Test
    void a_file_is_exempt_by_the_whole_type_of_its_file_system() {
        FilesystemFilter filter = filter("nfs4", "fuse.sshfs");
        assertThat(ask(filter, "nfs4")).contains("type nfs4");
        assertThat(ask(filter, "fuse.sshfs")).contains("type fuse.sshfs");
        assertThat(ask(filter, "nfs")).isEmpty();
        assertThat(ask(filter, "fuse.sshfs2")).isEmpty();
        assertThat(ask(filter, "ext4")).isEmpty();
    }

    @Test
    void a_file_system_that_is_not_known_or_another_namespaces_exempts_nothing() {
        FilesystemFilter filter = filter("nfs4");
        assertThat(ask(filter, null)).isEmpty();
        FakeAccess foreign = FakeAccess.to("/srv/a").on("nfs4").foreign();
        assertThat(filter.exempts(watch("home"), foreign)).isEmpty();
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        FilesystemFilter filter =
                new FilesystemFilter(
                        configuration("filesystem", "types", "tmpfs", "watches", "data"));
        FakeAccess access = FakeAccess.to("/srv/a").on("tmpfs");
        assertThat(filter.exempts(watch("data"), access)).isPresent();
        assertThat(filter.exempts(watch("home"), access)).isEmpty();
    }

    @Test
    void what_is_no_name_of_a_type_is_refused() {
        assertThatThrownBy(() -> filter("nfs, cifs"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("types = \"nfs, cifs\" is refused: allowed are names");
    }

    @Test
    void a_wrong_change_leaves_the_rules_before_in_force_and_is_shown() {
        FilesystemFilter filter = filter("tmpfs");
        filter.modified(configuration("filesystem", "types", "/dev/sda"));
        assertThat(ask(filter, "tmpfs")).isPresent();
        assertThat(filter.findings()).hasSize(1);
        filter.modified(configuration("filesystem", "types", "xfs"));
        assertThat(ask(filter, "tmpfs")).isEmpty();
        assertThat(filter.findings()).isEmpty();
    }
}
