/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static GuardedWatch watch(String name, ScanOn scanOn, String... paths) {
        Watch watch =
                new Watch(
                        name,
                        List.of(paths).stream().map(BytePath::of).toList(),
                        scanOn,
                        true,
                        MarkMode.AUTO,
                        Fallback.ALLOW,
                        Duration.ofSeconds(1),
                        100,
                        Fallback.ALLOW,
                        Duration.ZERO,
                        Action.REPORT,
                        CacheMode.MEMORY,
                        "",
                        "");
        return new GuardedWatch(watch, List.of(), List.of());
    }

    private record Asked(AccessKind kind, Location location, long size) implements Access {
        @Override
        public int pid() {
            return 1;
        }

        @Override
        public Optional<Accessor> process() {
            return Optional.empty();
        }
    }

    private static Access open(Location location) {
        return new Asked(AccessKind.OPEN, location, 10);
    }

    private static Location at(String path) {
        return new Location(BytePath.of(path), BytePath.of(path), true);
    }

    private final GuardedWatch home = watch("home", ScanOn.WRITE, "/home");
    private final GuardedWatch bob = watch("bob", ScanOn.OPEN_EXEC, "/home/bob", "/var/mail/bob");
    private final Policy policy =
            new Policy(1, List.of(bob, home), Map.of("bob", List.of(BytePath.of("/srv/mail/bob"))));

    @Test
    void of_several_watches_the_one_with_the_longest_folder_decides() {
        assertThat(policy.decide(open(at("/home/bob/x")))).isEqualTo(new Decision.Scan(bob));
        assertThat(policy.decide(open(at("/home/alice/x"))))
                .isEqualTo(new Decision.OtherAccess(home));
        assertThat(policy.decide(open(at("/etc/x")))).isEqualTo(Decision.OUTSIDE);
    }

    @Test
    void a_folder_that_a_watched_path_leads_to_is_guarded_too() {
        assertThat(policy.decide(open(at("/srv/mail/bob/1")))).isEqualTo(new Decision.Scan(bob));
    }

    @Test
    void a_bind_mount_is_judged_by_the_path_on_the_principal_mount() {
        Location bound = new Location(BytePath.of("/mnt/x"), BytePath.of("/home/bob/x"), true);
        assertThat(policy.decide(open(bound))).isEqualTo(new Decision.Scan(bob));
    }

    @Test
    void a_path_of_another_mount_namespace_hides_nothing() {
        Location foreign = new Location(BytePath.of("/innocent"), BytePath.of("/innocent"), false);
        assertThat(policy.decide(open(foreign))).isEqualTo(new Decision.Scan(bob));
        assertThat(policy.decide(open(Location.UNKNOWN))).isEqualTo(new Decision.Scan(bob));
    }

    @Test
    void a_deleted_file_is_judged_by_the_folder_it_was_in() {
        assertThat(policy.decide(open(Location.deleted(at("/home/bob/x")))))
                .isEqualTo(new Decision.Scan(bob));
        assertThat(policy.decide(open(Location.deleted(at("/tmp/x"))))).isEqualTo(Decision.OUTSIDE);
    }

    @Test
    void a_file_larger_than_the_watch_scans_is_told_apart() {
        Access large = new Asked(AccessKind.OPEN, at("/home/bob/x"), 101);
        assertThat(policy.decide(large)).isEqualTo(new Decision.TooLarge(bob));
    }

    /** Exempts folders of one watch. */
    private record Whole(String watch, List<BytePath> whole) implements Filter {
        static BoundFilter of(String watch, String... folders) {
            List<BytePath> whole = List.of(folders).stream().map(BytePath::of).toList();
            return new BoundFilter(watch, new Whole(watch, whole));
        }

        @Override
        public Optional<String> exempts(Watch asked, Access access) {
            return Optional.empty();
        }

        @Override
        public List<BytePath> folders(Watch asked) {
            return asked.name().equals(watch) ? whole : List.of();
        }
    }

    private static GuardedWatch under(GuardedWatch watch, BoundFilter... filters) {
        return new GuardedWatch(watch.watch(), List.of(), List.of(filters));
    }

    private static Set<BytePath> paths(String... paths) {
        return List.of(paths).stream().map(BytePath::of).collect(Collectors.toSet());
    }

    @Test
    void a_folder_is_exempt_whole_where_the_watch_that_guards_it_says_so() {
        BoundFilter filter = Whole.of("home", "/home/log", "/home/bob/log", "/etc");
        Policy policy = new Policy(1, List.of(under(home, filter), under(bob, filter)), Map.of());
        assertThat(policy.exemptFolders())
                .isEqualTo(
                        new ExemptFolders(
                                paths("/home/log"), paths("/home", "/home/bob", "/var/mail/bob")));
    }

    @Test
    void a_watch_below_an_exempt_folder_is_kept_and_one_that_exempts_all_is_not() {
        Policy policy =
                new Policy(
                        1,
                        List.of(
                                under(home, Whole.of("home", "/")),
                                under(bob, Whole.of("bob", "/home/bob/log"))),
                        Map.of());
        assertThat(policy.exemptFolders())
                .isEqualTo(
                        new ExemptFolders(
                                paths("/home", "/home/bob/log"),
                                paths("/home/bob", "/var/mail/bob")));
    }

    @Test
    void a_filter_that_fails_or_is_not_asked_exempts_no_folder() {
        BoundFilter failing =
                new BoundFilter(
                        "failing",
                        new Filter() {
                            @Override
                            public Optional<String> exempts(Watch watch, Access access) {
                                return Optional.empty();
                            }

                            @Override
                            public List<BytePath> folders(Watch watch) {
                                throw new IllegalStateException("no");
                            }
                        });
        BoundFilter held = Whole.of("home", "/home/log");
        Policy policy = new Policy(1, List.of(under(home, failing, held)), Map.of());
        assertThat(policy.exemptFolders().folders()).isEqualTo(paths("/home/log"));
        assertThat(failing.failed()).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            held.holdsUp(Thread.currentThread());
        }
        assertThat(policy.exemptFolders().folders()).isEmpty();
    }
}
