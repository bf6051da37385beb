/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Settings;
import dev.nacre.engine.internal.policy.Protection.Shield;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeakerTest {
    private static final Part CLAMD = part("dev.nacre.scanner.clamd.unix", "clamd", Map.of());
    private static final Part OTHER = part("dev.nacre.scanner.other", "other", Map.of());
    private static final Map<String, Object> STRONG =
            Map.of(
                    "paths", "/home",
                    "scanOn", "open-exec",
                    "onError", "deny",
                    "oversize", "deny",
                    "action", "quarantine");

    private static Part part(String pid, String name, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("service.pid", pid);
        properties.put("service.ranking", 3);
        properties.put("component.id", 7L);
        properties.put("nacre.filter.kind", "path");
        return Part.of(name, properties);
    }

    private static Part filter(Map<String, Object> settings) {
        return part("dev.nacre.filter.path~logs", "logs", settings);
    }

    private static Shield watch(
            String name, Map<String, Object> settings, List<Part> scanners, Part... filters) {
        Map<String, Object> all = new HashMap<>(STRONG);
        all.putAll(settings);
        return new Shield(
                "dev.nacre.watch~" + name,
                Settings.read(WatchDefinition.class, all, s -> ConfiguredWatch.read(name, s)),
                scanners,
                List.of(filters));
    }

    private static Shield home(Map<String, Object> settings, Part... filters) {
        return watch("home", settings, List.of(CLAMD), filters);
    }

    private static Protection of(Shield... shields) {
        return new Protection(List.of(shields));
    }

    private static Stream<String> weaker(Protection before, Protection after) {
        return Weaker.between(before, after).stream()
                .map(w -> w.pid() + " " + w.what() + ": " + w.before() + " -> " + w.after());
    }

    @Test
    void what_is_the_same_or_new_is_not_weaker() {
        Shield home = home(Map.of());
        assertThat(weaker(of(home), of(home))).isEmpty();
        assertThat(weaker(Protection.NONE, of(home))).isEmpty();
        assertThat(weaker(of(home), of(home, watch("srv", Map.of("paths", "/srv"), List.of()))))
                .isEmpty();
    }

    @Test
    void a_watch_that_is_gone_names_each_folder_that_nobody_guards_now() {
        Shield both = home(Map.of("paths", new String[] {"/home", "/srv"}));
        assertThat(weaker(of(both), Protection.NONE))
                .containsExactly(
                        "dev.nacre.watch~home guarded: /home -> ",
                        "dev.nacre.watch~home guarded: /srv -> ");
        assertThat(weaker(of(both), of(home(Map.of()))))
                .containsExactly("dev.nacre.watch~home guarded: /srv -> ");
    }

    @Test
    void the_same_folder_in_a_watch_of_another_name_is_not_weaker() {
        assertThat(weaker(of(home(Map.of())), of(watch("users", Map.of(), List.of(CLAMD)))))
                .isEmpty();
    }

    @Test
    void a_weaker_watch_for_a_folder_within_a_guarded_one_is_weaker() {
        Shield inner =
                watch("bob", Map.of("paths", "/home/bob", "prevention", "false"), List.of(CLAMD));
        assertThat(weaker(of(home(Map.of())), of(home(Map.of()), inner)))
                .containsExactly("dev.nacre.watch~bob prevention: true -> false");
        assertThat(weaker(of(home(Map.of()), inner), of(home(Map.of())))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "scanOn, open-exec, write",
        "scanOn, access-exec, open-exec",
        "prevention, true, false",
        "onError, deny, allow",
        "oversize, deny, allow",
        "action, remove, report",
        "action, quarantine, report",
        "catchUp, true, false",
        "arrivals, true, false",
        "crossMounts, true, false",
    })
    void a_weaker_value_of_a_key_is_told_and_a_stronger_one_is_not(
            String key, String strong, String weak) {
        Protection before = of(home(Map.of(key, strong)));
        Protection after = of(home(Map.of(key, weak)));
        assertThat(weaker(before, after))
                .containsExactly("dev.nacre.watch~home " + key + ": " + strong + " -> " + weak);
        // Reading is not opening: each of the two has something that the other lacks.
        assertThat(weaker(after, before).filter(text -> !text.contains("scanOn"))).isEmpty();
    }

    @Test
    void other_ways_to_take_a_file_away_are_as_strong() {
        Protection quarantine = of(home(Map.of("action", "quarantine")));
        Protection remove = of(home(Map.of("action", "remove")));
        assertThat(weaker(quarantine, remove)).isEmpty();
        assertThat(weaker(remove, quarantine)).isEmpty();
    }

    @Test
    void a_smaller_largest_size_is_weaker() {
        Protection before = of(home(Map.of("maxFileSize", "2K")));
        Protection after = of(home(Map.of("maxFileSize", "1K")));
        assertThat(weaker(before, after))
                .containsExactly("dev.nacre.watch~home maxFileSize: 2048 -> 1024");
        assertThat(weaker(after, before)).isEmpty();
    }

    @Test
    void a_shorter_deadline_is_weaker_only_where_what_is_late_may_pass() {
        assertThat(
                        weaker(
                                of(home(Map.of("deadline", "10s", "onError", "allow"))),
                                of(home(Map.of("deadline", "1s", "onError", "allow")))))
                .containsExactly("dev.nacre.watch~home deadline: 10000ms -> 1000ms");
        assertThat(weaker(of(home(Map.of("deadline", "10s"))), of(home(Map.of("deadline", "1s")))))
                .isEmpty();
    }

    @Test
    void a_scanner_that_is_gone_is_told_with_those_that_are_left() {
        Map<String, Object> srv = Map.of("paths", "/srv");
        Protection before = of(home(Map.of()), watch("srv", srv, List.of(CLAMD)));
        Protection after = of(watch("home", Map.of(), List.of()), watch("srv", srv, List.of()));
        assertThat(weaker(before, after))
                .containsExactly("dev.nacre.scanner.clamd.unix scanner: clamd -> ");
        Shield both = watch("home", Map.of(), List.of(OTHER, CLAMD));
        assertThat(weaker(of(both), of(home(Map.of()))))
                .containsExactly("dev.nacre.scanner.other scanner: other -> clamd");
        assertThat(weaker(of(home(Map.of())), of(both))).isEmpty();
    }

    @Test
    void a_watch_that_chooses_another_scanner_is_told() {
        Map<String, Object> srv = Map.of("paths", "/srv");
        Shield still = watch("srv", srv, List.of(CLAMD));
        assertThat(
                        weaker(
                                of(home(Map.of()), still),
                                of(watch("home", Map.of(), List.of(OTHER)), still)))
                .containsExactly("dev.nacre.watch~home scanner.target: clamd -> other");
    }

    @Test
    void a_filter_that_came_is_told_once_with_its_rules() {
        Part logs = filter(Map.of("globs", new String[] {"*.log"}));
        Map<String, Object> srv = Map.of("paths", "/srv");
        assertThat(
                        weaker(
                                of(home(Map.of()), watch("srv", srv, List.of(CLAMD))),
                                of(home(Map.of(), logs), watch("srv", srv, List.of(CLAMD), logs))))
                .containsExactly("dev.nacre.filter.path~logs filter:  -> logs, globs [*.log]");
        assertThat(weaker(of(home(Map.of(), logs)), of(home(Map.of())))).isEmpty();
    }

    @Test
    void a_rule_more_is_told_and_one_less_is_not() {
        Part one = filter(Map.of("globs", new String[] {"*.log"}));
        Part two = filter(Map.of("globs", new String[] {"*.log", "*.tmp"}));
        assertThat(weaker(of(home(Map.of(), one)), of(home(Map.of(), two))))
                .containsExactly("dev.nacre.filter.path~logs globs: *.log -> *.log, *.tmp");
        assertThat(weaker(of(home(Map.of(), two)), of(home(Map.of(), one)))).isEmpty();
    }

    @Test
    void an_inclusion_less_is_told_and_one_more_is_not() {
        Part one = filter(Map.of("includePrefixes", new String[] {"/home/a"}));
        Part none = filter(Map.of());
        assertThat(weaker(of(home(Map.of(), one)), of(home(Map.of(), none))))
                .containsExactly("dev.nacre.filter.path~logs includePrefixes: /home/a -> ");
        assertThat(weaker(of(home(Map.of(), none)), of(home(Map.of(), one)))).isEmpty();
    }
}
