/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.process;

import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.FakeAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessFilterTest {
    private static final Accessor INIT = process("/usr/lib/systemd/systemd", "systemd");

    private static Accessor process(String executable, String command, Accessor... ancestors) {
        BytePath path = executable == null ? null : BytePath.parse(executable);
        return new Accessor(12, 0, path, command, List.of(ancestors));
    }

    private static Map<String, Object> configuration(Object... keysAndValues) {
        return FakeAccess.configuration("process", keysAndValues);
    }

    private static Optional<String> ask(ProcessFilter filter, Accessor process) {
        return filter.exempts(watch("home"), FakeAccess.to("/srv/a").by(process));
    }

    @Test
    void a_process_is_known_by_the_file_it_runs() {
        ProcessFilter filter =
                new ProcessFilter(
                        configuration("executables", List.of("/usr/bin/rsync", "/\\xff")));
        assertThat(ask(filter, process("/usr/bin/rsync", "x")))
                .contains("executable /usr/bin/rsync");
        assertThat(ask(filter, process("/\\xff", "x"))).contains("executable /\\xff");
        assertThat(ask(filter, process("/\\xfe", "x"))).isEmpty();
        assertThat(ask(filter, process("/usr/bin/rsync (deleted)", "rsync"))).isEmpty();
        assertThat(ask(filter, process("/tmp/usr/bin/rsync", "rsync"))).isEmpty();
    }

    @Test
    void a_process_is_known_by_its_command_name() {
        ProcessFilter filter = new ProcessFilter(configuration("commands", "two words"));
        assertThat(ask(filter, process("/bin/x", "two words"))).contains("command two words");
        assertThat(ask(filter, process("/bin/x", "two"))).isEmpty();
    }

    @Test
    void what_it_starts_is_exempt_only_where_that_is_asked_for() {
        Accessor child = process("/bin/gzip", "gzip", process("/bin/sh", "sh"), rsync(), INIT);
        Map<String, Object> properties = configuration("executables", "/usr/bin/rsync");
        assertThat(ask(new ProcessFilter(properties), child)).isEmpty();
        properties.put("children", "true");
        assertThat(ask(new ProcessFilter(properties), child)).contains("child of /usr/bin/rsync");
        assertThat(ask(new ProcessFilter(properties), process("/bin/gzip", "gzip", INIT)))
                .isEmpty();
    }

    private static Accessor rsync() {
        return process("/usr/bin/rsync", "rsync");
    }

    @Test
    void children_of_a_command_are_exempt_by_its_name() {
        ProcessFilter filter =
                new ProcessFilter(configuration("commands", "rsync", "children", true));
        assertThat(ask(filter, process("/bin/gzip", "gzip", rsync()))).contains("child of rsync");
    }

    private static Accessor in(String controlGroup) {
        BytePath group = controlGroup == null ? null : BytePath.parse(controlGroup);
        return new Accessor(12, 0, null, "php", List.of(INIT), Set.of(), group);
    }

    @Test
    void a_process_is_known_by_its_control_group_and_those_above() {
        ProcessFilter filter =
                new ProcessFilter(configuration("cgroups", List.of("/machine.slice/b", "/\\xff")));
        assertThat(ask(filter, in("/machine.slice/b"))).contains("cgroup /machine.slice/b");
        assertThat(ask(filter, in("/machine.slice/b/c/d"))).contains("cgroup /machine.slice/b");
        assertThat(ask(filter, in("/\\xff/x"))).contains("cgroup /\\xff");
        assertThat(ask(filter, in("/machine.slice/bc"))).isEmpty();
        assertThat(ask(filter, in("/machine.slice"))).isEmpty();
        assertThat(ask(filter, in(null))).isEmpty();
    }

    @Test
    void a_process_is_known_by_its_unit_and_the_slices_of_that() {
        ProcessFilter filter =
                new ProcessFilter(
                        configuration("units", List.of("a.service", "work.slice", "_b.scope")));
        assertThat(ask(filter, in("/system.slice/a.service"))).contains("unit a.service");
        assertThat(ask(filter, in("/system.slice/system-x.slice/a.service/sub/x.service")))
                .contains("unit a.service");
        assertThat(ask(filter, in("/work.slice/other.service"))).contains("unit work.slice");
        assertThat(ask(filter, in("/__b.scope"))).contains("unit _b.scope");
        assertThat(ask(filter, in("/system.slice/aa.service"))).isEmpty();
        assertThat(ask(filter, in("/system.slice/a.service (deleted)"))).isEmpty();
        assertThat(ask(filter, in("/"))).isEmpty();
    }

    @Test
    void a_unit_that_somebody_made_within_another_is_not_believed() {
        ProcessFilter filter =
                new ProcessFilter(configuration("units", List.of("a.service", "work.slice")));
        String user = "/user.slice/user-1000.slice/user@1000.service/";
        assertThat(ask(filter, in(user + "a.service"))).isEmpty();
        assertThat(ask(filter, in(user + "work.slice/x.service"))).isEmpty();
        assertThat(ask(filter, in("/docker/1234/system.slice/a.service"))).isEmpty();
        assertThat(ask(filter, in("/../a.service"))).isEmpty();
        assertThat(ask(filter, in("/.slice/a.service"))).isEmpty();
    }

    @Test
    void a_unit_that_could_have_no_processes_is_refused() {
        for (String unit : List.of("nextcloud", "a.timer", "a/b.service", ".service")) {
            assertThatThrownBy(() -> new ProcessFilter(configuration("units", unit)))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("units = \"" + unit + "\" is refused: allowed are whole");
        }
        assertThatThrownBy(() -> new ProcessFilter(configuration("cgroups", "system.slice")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("absolute");
    }

    @Test
    void a_process_that_is_not_known_is_not_exempt() {
        ProcessFilter filter =
                new ProcessFilter(
                        configuration("executables", "/x", "commands", "x", "children", "true"));
        assertThat(filter.exempts(watch("home"), FakeAccess.to("/srv/a"))).isEmpty();
        assertThat(ask(filter, process(null, null, process(null, null)))).isEmpty();
    }

    @Test
    void what_is_reached_through_another_mount_namespace_is_never_exempt() {
        ProcessFilter filter = new ProcessFilter(configuration("executables", "/usr/bin/rsync"));
        BytePath path = BytePath.of("/srv/a");
        FakeAccess foreign = FakeAccess.to(path).by(rsync()).at(new Location(path, path, false));
        assertThat(filter.exempts(watch("home"), foreign)).isEmpty();
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        ProcessFilter filter =
                new ProcessFilter(
                        configuration("executables", "/usr/bin/rsync", "watches", "data"));
        FakeAccess access = FakeAccess.to("/srv/a").by(rsync());
        assertThat(filter.exempts(watch("data"), access)).isPresent();
        assertThat(filter.exempts(watch("home"), access)).isEmpty();
    }

    @Test
    void a_command_name_longer_than_the_kernel_keeps_is_refused() {
        assertThatThrownBy(() -> new ProcessFilter(configuration("commands", "sixteen-bytes-16")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("the first 15 bytes");
    }

    @Test
    void a_wrong_change_leaves_the_rules_before_in_force_and_is_shown() {
        ProcessFilter filter = new ProcessFilter(configuration("executables", "/usr/bin/rsync"));
        filter.modified(configuration("executables", "rsync"));
        assertThat(ask(filter, rsync())).isPresent();
        assertThat(filter.findings()).hasSize(1);
        filter.modified(configuration("executables", "/usr/bin/tar"));
        assertThat(ask(filter, rsync())).isEmpty();
        assertThat(filter.findings()).isEmpty();
    }
}
