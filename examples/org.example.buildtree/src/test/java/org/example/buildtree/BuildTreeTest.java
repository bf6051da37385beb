/* SPDX-License-Identifier: Apache-2.0 */
package org.example.buildtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildTreeTest {
    private final BuildTree filter = new BuildTree(properties("/src/linux", "/usr/bin/cc"));

    @Test
    void a_program_is_exempt_in_its_folders() {
        assertThat(exempts("/src/linux/fs/file.c", "/usr/bin/cc")).contains("build by /usr/bin/cc");
    }

    @Test
    void neither_is_enough_by_itself() {
        assertThat(exempts("/src/other/file.c", "/usr/bin/cc")).isEmpty();
        assertThat(exempts("/src/linux/fs/file.c", "/usr/bin/sh")).isEmpty();
    }

    @Test
    void a_program_that_is_not_known_is_not_exempt() {
        Location location = location("/src/linux/file.c", true);

        assertThat(filter.exempts(null, new FakeAccess(location, Optional.empty()))).isEmpty();
        assertThat(filter.exempts(null, new FakeAccess(location, process(null)))).isEmpty();
    }

    @Test
    void a_path_that_another_mount_namespace_gave_exempts_nothing() {
        Location location = location("/src/linux/file.c", false);

        assertThat(filter.exempts(null, new FakeAccess(location, process("/usr/bin/cc"))))
                .isEmpty();
    }

    @Test
    void a_relative_path_is_refused() {
        assertThatThrownBy(() -> new BuildTree(properties("src", "/usr/bin/cc")))
                .hasMessageContaining("absolute paths");
    }

    private static Map<String, Object> properties(String folder, String program) {
        return Map.of(
                "service.pid",
                "org.example.buildtree~linux",
                "folders",
                new String[] {folder},
                "programs",
                new String[] {program});
    }

    private Optional<String> exempts(String path, String program) {
        return filter.exempts(null, new FakeAccess(location(path, true), process(program)));
    }

    private static Location location(String text, boolean ours) {
        BytePath path = BytePath.of(text);
        return new Location(path, path, ours);
    }

    private static Optional<Accessor> process(String program) {
        BytePath executable = program == null ? null : BytePath.of(program);
        return Optional.of(new Accessor(7, 0, executable, "cc", List.of()));
    }

    private record FakeAccess(Location location, Optional<Accessor> process) implements Access {
        @Override
        public AccessKind kind() {
            return AccessKind.OPEN;
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public int pid() {
            return 7;
        }
    }
}
