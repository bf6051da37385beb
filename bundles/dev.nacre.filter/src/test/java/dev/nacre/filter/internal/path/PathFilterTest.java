/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.path;

import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Health;
import dev.nacre.filter.internal.FakeAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathFilterTest {
    private static Map<String, Object> configuration(String key, String... values) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "dev.nacre.filter.path~cache");
        properties.put("nacre.filter.kind", "path");
        properties.put(key, values);
        return properties;
    }

    private static PathFilter filter(String key, String... values) {
        return new PathFilter(configuration(key, values));
    }

    private static Optional<String> ask(PathFilter filter, String path) {
        return filter.exempts(watch("home"), FakeAccess.to(BytePath.parse(path)));
    }

    @Test
    void a_prefix_exempts_the_folder_and_what_is_below_by_whole_names() {
        PathFilter filter = filter("prefixes", "/srv/cache", "/srv/with\\x0aline/", "/etc/one.txt");
        assertThat(ask(filter, "/srv/cache")).contains("prefix /srv/cache");
        assertThat(ask(filter, "/srv/cache/a/\\xff b")).contains("prefix /srv/cache");
        assertThat(ask(filter, "/srv/cached")).isEmpty();
        assertThat(ask(filter, "/srv/with\\x0aline/x")).contains("prefix /srv/with\\x0aline/");
        assertThat(ask(filter, "/etc/one.txt")).contains("prefix /etc/one.txt");
        assertThat(ask(filter, "/etc/one.txt.exe")).isEmpty();
    }

    @Test
    void prefixes_are_exempt_whole_but_where_an_include_may_name_something() {
        BytePath cache = BytePath.of("/srv/cache");
        Map<String, Object> properties = configuration("prefixes", "/srv/cache/", "/srv/log");
        assertThat(new PathFilter(properties).folders(watch("home")))
                .containsExactly(cache, BytePath.of("/srv/log"));
        properties.put("includePrefixes", new String[] {"/srv/log/uploads"});
        assertThat(new PathFilter(properties).folders(watch("home"))).containsExactly(cache);
        properties.put("includeGlobs", new String[] {"*.exe"});
        assertThat(new PathFilter(properties).folders(watch("home"))).isEmpty();
        assertThat(filter("globs", "/srv/log/**").folders(watch("home"))).isEmpty();
        Map<String, Object> others = configuration("prefixes", "/srv/log");
        others.put("watches", new String[] {"data"});
        assertThat(new PathFilter(others).folders(watch("home"))).isEmpty();
    }

    @Test
    void the_root_as_a_prefix_exempts_all() {
        assertThat(ask(filter("prefixes", "/"), "/srv/a")).contains("prefix /");
    }

    @Test
    void globs_and_regular_expressions_exempt_and_say_so() {
        assertThat(ask(filter("globs", "*.log"), "/srv/\\xff.log")).contains("glob *.log");
        assertThat(ask(filter("globs", "*.log"), "/srv/a.txt")).isEmpty();
        assertThat(ask(filter("regexes", "/srv/\\d+"), "/srv/12")).contains("regex /srv/\\d+");
        assertThat(ask(filter("regexes", "/srv/\\d+"), "/srv/12/a")).isEmpty();
    }

    @Test
    void a_filter_without_rules_exempts_nothing() {
        assertThat(ask(new PathFilter(Map.of("service.pid", "dev.nacre.filter.path~x")), "/a"))
                .isEmpty();
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        Map<String, Object> properties = configuration("prefixes", "/srv");
        properties.put("watches", new String[] {"home", "data"});
        PathFilter filter = new PathFilter(properties);
        FakeAccess access = FakeAccess.to("/srv/a");
        assertThat(filter.exempts(watch("home"), access)).isPresent();
        assertThat(filter.exempts(watch("data"), access)).isPresent();
        assertThat(filter.exempts(watch("other"), access)).isEmpty();
    }

    @Test
    void what_lies_in_another_mount_namespace_or_nowhere_is_never_exempt() {
        PathFilter filter = filter("prefixes", "/");
        BytePath path = BytePath.of("/srv/a");
        FakeAccess access = FakeAccess.to(path);
        assertThat(filter.exempts(watch("w"), access)).isPresent();
        assertThat(filter.exempts(watch("w"), access.at(new Location(path, path, false))))
                .isEmpty();
        assertThat(filter.exempts(watch("w"), access.at(Location.UNKNOWN))).isEmpty();
        assertThat(filter.exempts(watch("w"), access.at(new Location(null, path, true)))).isEmpty();
        assertThat(filter.exempts(watch("w"), access.at(new Location(path, null, true)))).isEmpty();
    }

    @Test
    void the_canonical_path_alone_is_compared() {
        PathFilter filter = filter("prefixes", "/srv/cache");
        FakeAccess access = FakeAccess.to("/srv/cache/a");
        BytePath cached = BytePath.of("/srv/cache/a");
        BytePath elsewhere = BytePath.of("/home/u/a");
        assertThat(filter.exempts(watch("w"), access.at(new Location(elsewhere, cached, true))))
                .isPresent();
        assertThat(filter.exempts(watch("w"), access.at(new Location(cached, elsewhere, true))))
                .isEmpty();
    }

    @Test
    void an_include_has_scanned_what_another_rule_exempts() {
        Map<String, Object> properties = configuration("prefixes", "/srv/data/cache");
        properties.put("globs", "*.tmp");
        properties.put("includePrefixes", new String[] {"/srv/data/cache/uploads", "/\\xff"});
        properties.put("includeGlobs", "*.php");
        properties.put("includeRegexes", "/srv/.*/[0-9]+[.]tmp");
        PathFilter filter = new PathFilter(properties);
        assertThat(ask(filter, "/srv/data/cache/a")).contains("prefix /srv/data/cache");
        assertThat(ask(filter, "/srv/data/cache/uploads")).isEmpty();
        assertThat(ask(filter, "/srv/data/cache/uploads/\\xff/b")).isEmpty();
        assertThat(ask(filter, "/srv/data/cache/uploads.old")).isPresent();
        assertThat(ask(filter, "/srv/data/cache/a.php")).isEmpty();
        assertThat(ask(filter, "/\\xff/a.tmp")).isEmpty();
        assertThat(ask(filter, "/\\xfe/a.tmp")).contains("glob *.tmp");
        assertThat(ask(filter, "/srv/x/12.tmp")).isEmpty();
        assertThat(ask(filter, "/srv/x/y.tmp")).contains("glob *.tmp");
    }

    @Test
    void it_is_told_which_include_has_a_file_scanned() {
        Map<String, Object> properties = configuration("prefixes", "/srv/cache");
        properties.put("includePrefixes", "/srv/cache/in");
        properties.put("includeGlobs", "*.php");
        properties.put("watches", "home");
        PathFilter filter = new PathFilter(properties);
        assertThat(spared(filter, "/srv/cache/in/a")).contains("include prefix /srv/cache/in");
        assertThat(spared(filter, "/srv/cache/a.php")).contains("include glob *.php");
        assertThat(spared(filter, "/srv/cache/a")).isEmpty();
        assertThat(spared(filter, "/srv/other/a.php")).isEmpty();
        FakeAccess access = FakeAccess.to("/srv/cache/in/a");
        assertThat(filter.spares(watch("other"), access)).isEmpty();
        assertThat(filter.spares(watch("home"), access.foreign())).isEmpty();
    }

    private static Optional<String> spared(PathFilter filter, String path) {
        return filter.spares(watch("home"), FakeAccess.to(BytePath.parse(path)));
    }

    @Test
    void an_include_that_takes_too_long_has_the_file_scanned() {
        Map<String, Object> properties = configuration("prefixes", "/");
        properties.put("includeRegexes", "/.*.*.*.*.*.*.*!");
        PathFilter filter = new PathFilter(properties);
        assertThat(ask(filter, "/short")).isPresent();
        assertThat(ask(filter, "/" + "a".repeat(300))).isEmpty();
        assertThat(filter.findings())
                .singleElement()
                .extracting("health")
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void a_regular_expression_without_end_exempts_nothing_and_is_counted_but_guards_no_less() {
        PathFilter filter = filter("regexes", "/.*.*.*.*.*.*.*!", "/a+");
        assertThat(filter.findings()).isEmpty();
        String path = "/" + "a".repeat(300);
        assertThat(ask(filter, path)).isEmpty();
        assertThat(ask(filter, path)).isEmpty();
        assertThat(filter.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.subject()).isEqualTo("filter cache");
                            assertThat(finding.health()).isEqualTo(Health.HEALTHY);
                            assertThat(finding.message()).contains("given up 2 times");
                        });
        assertThat(ask(filter, "/aaa")).contains("regex /a+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv", "/srv/../etc", "/srv/./a", "/srv//a", "/srv\\x00", "/a\\"})
    void a_prefix_that_could_never_match_is_refused(String prefix) {
        assertThatThrownBy(() -> filter("prefixes", prefix))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("prefixes = \"" + prefix + "\" is refused");
    }

    @Test
    void all_that_is_wrong_is_named_with_its_key_and_why() {
        Map<String, Object> properties = configuration("regexes", "/srv/(a");
        properties.put("globs", new String[] {"srv/*", "*.o"});
        properties.put("felix.fileinstall.filename", "file:/etc/nacre/x.cfg");
        assertThatThrownBy(() -> new PathFilter(properties))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("/etc/nacre/x.cfg: ")
                .hasMessageContaining("regexes = \"/srv/(a\" is refused: Unclosed group")
                .hasMessageContaining("globs = \"srv/*\" is refused: with a slash");
    }

    @Test
    void a_wrong_change_is_refused_whole_shown_and_gone_with_the_next_right_one() {
        PathFilter filter = filter("prefixes", "/srv");
        Map<String, Object> wrong = configuration("prefixes", "/home");
        wrong.put("globs", "[");
        filter.modified(wrong);
        assertThat(ask(filter, "/srv/a")).isPresent();
        assertThat(ask(filter, "/home/a")).isEmpty();
        assertThat(filter.findings())
                .singleElement()
                .extracting("health")
                .isEqualTo(Health.DEGRADED);

        filter.modified(configuration("prefixes", "/home"));
        assertThat(ask(filter, "/srv/a")).isEmpty();
        assertThat(ask(filter, "/home/a")).isPresent();
        assertThat(filter.findings()).isEmpty();
    }
}
