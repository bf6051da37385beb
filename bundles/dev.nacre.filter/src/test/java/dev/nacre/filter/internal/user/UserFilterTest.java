/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import static dev.nacre.filter.internal.FakeAccess.configuration;
import static dev.nacre.filter.internal.FakeAccess.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.health.Health;
import dev.nacre.filter.internal.FakeAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserFilterTest {
    private static final long NEVER = TimeUnit.HOURS.toMillis(1);
    private static final long OFTEN = 1;

    private final Map<String, Integer> accounts = new ConcurrentHashMap<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final List<UserFilter> filters = new ArrayList<>();
    private volatile boolean failing;
    private volatile boolean hanging;

    @AfterEach
    void end() {
        answers.countDown();
        filters.forEach(UserFilter::deactivate);
    }

    private OptionalInt find(Account account) throws IOException {
        if (hanging) {
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (failing) {
            throw new IOException("Cannot look up " + account);
        }
        Integer id = accounts.get(account.toString());
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private UserFilter filter(long periodMillis, Object... keysAndValues) {
        Map<String, Object> properties = configuration("user", keysAndValues);
        UserFilter filter = new UserFilter(properties, this::find, periodMillis);
        filters.add(filter);
        return filter;
    }

    private static Optional<String> ask(UserFilter filter, int uid, Integer... groups) {
        Accessor process = new Accessor(12, uid, null, "x", List.of(), Set.of(groups), null);
        return filter.exempts(watch("home"), FakeAccess.to("/srv/a").by(process));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    @Test
    void users_and_groups_are_exempt_by_their_ids_at_once() {
        hanging = true;
        UserFilter filter =
                filter(NEVER, "users", List.of("33", "4294967294"), "groups", List.of("100"));
        assertThat(ask(filter, 33)).contains("user 33");
        assertThat(ask(filter, -2)).contains("user 4294967294");
        assertThat(ask(filter, 34, 99, 100)).contains("group 100");
        assertThat(ask(filter, 100, 33)).isEmpty();
        assertThat(ask(filter, 0, 0)).isEmpty();
    }

    @Test
    void root_is_exempt_where_that_is_asked_for() {
        assertThat(ask(filter(NEVER, "root", "true"), 0)).contains("root");
        assertThat(ask(filter(NEVER, "root", "true"), 1, 0)).isEmpty();
        assertThat(ask(filter(NEVER), 0)).isEmpty();
    }

    @Test
    void names_are_looked_up_apart_from_who_asks() throws Exception {
        accounts.put("user ann", 1000);
        accounts.put("group staff", 50);
        hanging = true;
        UserFilter filter = filter(NEVER, "users", "ann", "groups", "staff");
        assertThat(ask(filter, 1000, 50)).isEmpty();
        assertThat(filter.findings())
                .extracting("message")
                .anyMatch(m -> m.toString().contains("The id of user ann is still looked up."));
        answers.countDown();
        await("ann is known", () -> ask(filter, 1000).isPresent());
        assertThat(ask(filter, 1000)).contains("user ann");
        assertThat(ask(filter, 1, 50)).contains("group staff");
        assertThat(filter.findings()).isEmpty();
    }

    @Test
    void a_name_that_is_not_known_is_told_and_the_rest_applies() throws Exception {
        accounts.put("user ann", 1000);
        UserFilter filter = filter(NEVER, "users", List.of("ann", "bob", "7"));
        await("ann is known", () -> ask(filter, 1000).isPresent());
        assertThat(ask(filter, 7)).isPresent();
        assertThat(filter.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.subject()).isEqualTo("filter mine");
                            assertThat(finding.health()).isEqualTo(Health.HEALTHY);
                            assertThat(finding.message()).startsWith("There is no user bob.");
                        });
    }

    @Test
    void accounts_that_come_change_or_go_are_noticed() throws Exception {
        UserFilter filter = filter(OFTEN, "users", "ann");
        await("she is missed", () -> !filter.findings().isEmpty());
        accounts.put("user ann", 1000);
        await("she is known", () -> ask(filter, 1000).isPresent());
        assertThat(filter.findings()).isEmpty();
        accounts.put("user ann", 1001);
        await("she has another id", () -> ask(filter, 1001).isPresent());
        assertThat(ask(filter, 1000)).isEmpty();
        accounts.clear();
        await("she is gone", () -> ask(filter, 1001).isEmpty());
    }

    @Test
    void while_names_cannot_be_looked_up_the_ids_known_last_hold() throws Exception {
        accounts.put("user ann", 1000);
        UserFilter filter = filter(OFTEN, "users", "ann");
        await("ann is known", () -> ask(filter, 1000).isPresent());
        failing = true;
        await("it is told", () -> !filter.findings().isEmpty());
        assertThat(filter.findings().get(0).message()).startsWith("Cannot look up user ann.");
        assertThat(ask(filter, 1000)).isPresent();
        failing = false;
        await("it is over", () -> filter.findings().isEmpty());
    }

    @Test
    void a_change_holds_at_once_for_what_is_known_and_takes_others_off_at_once() throws Exception {
        accounts.put("user ann", 1000);
        accounts.put("user bob", 1001);
        UserFilter filter = filter(NEVER, "users", List.of("ann", "bob"));
        await("both are known", () -> ask(filter, 1001).isPresent());
        hanging = true;
        filter.modified(configuration("user", "users", List.of("bob", "eve", "5")));
        assertThat(ask(filter, 1000)).isEmpty();
        assertThat(ask(filter, 1001)).isPresent();
        assertThat(ask(filter, 5)).isPresent();
        accounts.put("user eve", 1002);
        answers.countDown();
        await("eve is known", () -> ask(filter, 1002).isPresent());
    }

    @Test
    void a_process_that_has_ended_or_whose_user_is_not_known_is_not_exempt() {
        UserFilter filter = filter(NEVER, "root", "true", "users", "4294967294");
        assertThat(filter.exempts(watch("home"), FakeAccess.to("/srv/a"))).isEmpty();
        assertThat(ask(filter, -1)).isEmpty();
    }

    @Test
    void what_is_reached_through_another_mount_namespace_is_never_exempt() {
        Accessor root = new Accessor(12, 0, null, "x", List.of());
        FakeAccess access = FakeAccess.to("/srv/a").by(root);
        UserFilter filter = filter(NEVER, "root", "true");
        assertThat(filter.exempts(watch("home"), access)).isPresent();
        assertThat(filter.exempts(watch("home"), access.foreign())).isEmpty();
    }

    @Test
    void only_the_watches_it_is_for_are_served() {
        UserFilter filter = filter(NEVER, "root", "true", "watches", "data");
        assertThat(ask(filter, 0)).isEmpty();
    }

    @Test
    void a_number_that_is_no_id_is_refused_and_the_rules_before_stay_in_force() {
        assertThatThrownBy(() -> filter(NEVER, "users", "4294967295"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("users = \"4294967295\" is refused: allowed are names");
        UserFilter filter = filter(NEVER, "users", "33");
        filter.modified(configuration("user", "groups", "99999999999"));
        assertThat(ask(filter, 33)).isPresent();
        assertThat(filter.findings())
                .singleElement()
                .extracting("health")
                .isEqualTo(Health.DEGRADED);
    }
}
