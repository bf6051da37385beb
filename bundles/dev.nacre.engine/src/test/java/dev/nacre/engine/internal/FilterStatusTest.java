/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.guard.Explanation;
import dev.nacre.api.guard.FilterStatus;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** What people are told of filters. */
class FilterStatusTest {
    private static final BytePath CACHE = BytePath.of("/srv/cache");
    private static final BytePath UPLOADS = BytePath.of("/srv/cache/uploads");

    @TempDir Path var;
    private Engine engine;
    private Guard guard;

    @BeforeEach
    void start() throws Exception {
        engine =
                new Engine(
                        context(),
                        path -> {
                            throw new IOException("no such file");
                        },
                        new Gaps((path, since, visitor) -> true, var, Clock.systemUTC()));
        engine.addWatch(
                new ConfiguredWatch(Map.of("service.pid", "dev.nacre.watch~a", "paths", "/srv")),
                Map.of(Constants.SERVICE_ID, 1L, "service.pid", "dev.nacre.watch~a"));
        engine.activate();
    }

    @AfterEach
    void end() throws Exception {
        engine.deactivate();
    }

    /** Keeps the one service that the engine registers. */
    private BundleContext context() {
        ServiceRegistration<?> registration =
                fake(ServiceRegistration.class, (proxy, method, arguments) -> null);
        return fake(
                BundleContext.class,
                (proxy, method, arguments) -> {
                    guard = (Guard) arguments[1];
                    return registration;
                });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void add(long id, String pid, Filter filter) {
        engine.addFilter(
                filter, Map.of(Constants.SERVICE_ID, id, "service.pid", pid, Filter.KIND, "path"));
    }

    private Explanation explain(String path) {
        return guard.explain(new Asked(BytePath.of(path)));
    }

    @Test
    void each_is_told_by_name_and_kind_in_the_order_they_are_asked() {
        add(2, "dev.nacre.filter.path~caches", new Caches());
        engine.addFilter(
                (watch, access) -> Optional.empty(),
                Map.of(Constants.SERVICE_ID, 3L, Filter.NAME, "plugin"));
        assertThat(guard.status().filters())
                .containsExactly(
                        new FilterStatus("caches", "path", 0), new FilterStatus("plugin", "", 0));
    }

    @Test
    void an_explanation_names_the_rule_that_exempts_and_asking_counts_nothing() {
        add(2, "dev.nacre.filter.path~caches", new Caches());
        assertThat(explain("/srv/cache/a"))
                .isEqualTo(
                        new Explanation(
                                false,
                                Optional.of("a"),
                                Optional.of("caches"),
                                "exempt by prefix /srv/cache"));
        assertThat(guard.status().filters()).containsExactly(new FilterStatus("caches", "path", 0));
    }

    @Test
    void an_explanation_names_the_include_that_has_a_file_scanned() {
        add(2, "dev.nacre.filter.path~caches", new Caches());
        Explanation included = explain("/srv/cache/uploads/a");
        assertThat(included.scanned()).isTrue();
        assertThat(included.reason())
                .isEqualTo(
                        "scanned, unless known to be clean; by include prefix /srv/cache/uploads"
                                + " of filter caches");
        assertThat(explain("/srv/a").reason()).isEqualTo("scanned, unless known to be clean");
    }

    @Test
    void a_filter_that_fails_to_say_what_it_includes_is_passed_over() {
        add(
                2,
                "dev.nacre.filter.path~broken",
                new Caches() {
                    @Override
                    public Optional<String> spares(Watch watch, Access access) {
                        throw new IllegalStateException("broken on purpose");
                    }
                });
        assertThat(explain("/srv/a").reason()).isEqualTo("scanned, unless known to be clean");
    }

    /** Exempts a cache but for the uploads in it. */
    private static class Caches implements Filter {
        @Override
        public Optional<String> exempts(Watch watch, Access access) {
            return isIn(access, CACHE) && !isIn(access, UPLOADS)
                    ? Optional.of("prefix " + CACHE)
                    : Optional.empty();
        }

        @Override
        public Optional<String> spares(Watch watch, Access access) {
            return isIn(access, UPLOADS)
                    ? Optional.of("include prefix " + UPLOADS)
                    : Optional.empty();
        }

        private static boolean isIn(Access access, BytePath folder) {
            return access.location().canonical().isWithin(folder);
        }
    }

    private record Asked(BytePath path) implements Access {
        @Override
        public AccessKind kind() {
            return AccessKind.EXECUTE;
        }

        @Override
        public Location location() {
            return new Location(path, path, true);
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public int pid() {
            return 0;
        }

        @Override
        public Optional<Accessor> process() {
            return Optional.empty();
        }
    }
}
