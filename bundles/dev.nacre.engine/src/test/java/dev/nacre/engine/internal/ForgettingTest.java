/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** When what was left to the kernel is void. */
@Timeout(30)
class ForgettingTest {
    @TempDir Path var;

    private final Source source = new Source();
    private final Judge scanner = new Judge();
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
        engine.addScanner(scanner, service(1, Scanner.NAME, "judge"));
        engine.addWatch(watch(), service(2, "service.pid", "dev.nacre.watch~srv"));
        engine.addSource(source, service(3, "name", "source"));
        engine.activate();
        Await.until(() -> source.guarded > 1);
    }

    @AfterEach
    void stop() throws Exception {
        engine.deactivate();
    }

    private static ConfiguredWatch watch() {
        return new ConfiguredWatch(
                Map.of("service.pid", "dev.nacre.watch~srv", "paths", "/srv", "cache", "kernel"));
    }

    private static Map<String, Object> service(long id, String key, String value) {
        return Map.of("service.id", id, key, value);
    }

    /** Takes the one service that the engine registers. */
    private BundleContext context() {
        ServiceRegistration<?> registration = proxy(ServiceRegistration.class, arguments -> null);
        return proxy(
                BundleContext.class,
                arguments -> {
                    guard = (Guard) arguments[1];
                    return registration;
                });
    }

    private static <T> T proxy(Class<T> type, Function<Object[], Object> answer) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (p, m, arguments) -> answer.apply(arguments));
        return type.cast(proxy);
    }

    @Test
    void a_new_epoch_is_noticed_without_any_event() throws Exception {
        int before = source.forgotten.get();
        scanner.epoch("2");
        Await.until(() -> source.forgotten.get() > before);
    }

    @Test
    void who_notices_a_new_epoch_has_it_voided_at_once() throws Exception {
        int before = source.forgotten.get();
        scanner.epoch("2");
        long start = System.nanoTime();
        source.sink.holds(new dev.nacre.api.file.FileIdentity(1, 2, 3, 4, 5));
        Await.until(() -> source.forgotten.get() > before);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void who_is_told_of_a_new_epoch_finds_it_voided() throws Exception {
        for (int i = 2; i < 100; i++) {
            int before = source.forgotten.get();
            scanner.epoch(Integer.toString(i));
            String told = guard.status().scannerStatus().orElseThrow().epoch();
            assertThat(told).isEqualTo(Integer.toString(i));
            assertThat(source.forgotten.get()).isGreaterThan(before);
        }
    }

    @Test
    void another_look_of_the_scanner_in_the_same_epoch_voids_nothing() throws Exception {
        int before = source.forgotten.get();
        int rounds = source.guarded;
        scanner.epoch("1");
        Await.until(() -> source.guarded > rounds + 1);
        assertThat(source.forgotten).hasValue(before);
    }

    @Test
    void each_change_of_configuration_filters_and_scanners_voids_it_before_it_returns() {
        Filter filter = (watch, access) -> Optional.empty();
        List<Runnable> changes =
                List.of(
                        () -> engine.addFilter(filter, service(4, Filter.NAME, "f")),
                        () -> engine.removeFilter(filter, service(4, Filter.NAME, "f")),
                        () -> engine.updatedWatch(watch(), service(2, "x", "y")),
                        () -> engine.addScanner(new Judge(), service(5, Scanner.NAME, "other")),
                        () -> engine.removeScanner(service(1, Scanner.NAME, "judge")));
        for (Runnable change : changes) {
            int before = source.forgotten.get();
            change.run();
            assertThat(source.forgotten.get()).isGreaterThan(before);
        }
    }

    @Test
    void which_folders_are_exempt_is_told_before_a_change_returns() {
        Set<BytePath> none = Set.of();
        Exempting filter = new Exempting();
        filter.folders = List.of(BytePath.of("/srv/log"));
        Map<String, Object> properties = service(4, Filter.NAME, "f");
        engine.addFilter(filter, properties);
        assertThat(source.exempt).isEqualTo(Set.of(BytePath.of("/srv/log")));
        filter.folders = List.of();
        engine.updatedFilter(filter, properties);
        assertThat(source.exempt).isEqualTo(none);
        filter.folders = List.of(BytePath.of("/srv"));
        engine.updatedFilter(filter, properties);
        assertThat(source.exempt).isEqualTo(Set.of(BytePath.of("/srv")));
        engine.removeFilter(filter, properties);
        assertThat(source.exempt).isEqualTo(none);
    }

    private static final class Exempting implements Filter {
        volatile List<BytePath> folders = List.of();

        @Override
        public Optional<String> exempts(Watch watch, Access access) {
            return Optional.empty();
        }

        @Override
        public List<BytePath> folders(Watch watch) {
            return folders;
        }
    }

    private static final class Judge implements Scanner {
        private volatile ScannerStatus status = of("1");

        private static ScannerStatus of(String epoch) {
            return new ScannerStatus(ScannerStatus.State.UP, epoch, "", 1, Set.of());
        }

        void epoch(String epoch) {
            status = of(epoch);
        }

        @Override
        public Verdict scan(FileContent file, Duration limit) {
            return Verdict.CLEAN;
        }

        @Override
        public ScannerStatus status() {
            return status;
        }
    }

    private static final class Source implements EventSource {
        final AtomicInteger forgotten = new AtomicInteger();
        volatile EventSink sink;
        volatile int guarded;
        volatile Set<BytePath> exempt = Set.of();

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void start(EventSink to) {
            sink = to;
        }

        @Override
        public void guard(List<Watch> watches) {
            guarded = guarded + 1;
        }

        @Override
        public void exempt(Set<BytePath> folders, Set<BytePath> kept) {
            exempt = folders;
        }

        @Override
        public void forget() {
            forgotten.incrementAndGet();
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(Map.of("srv", List.of(BytePath.of("/srv"))), true, List.of());
        }

        @Override
        public void stop() {
            sink = null;
        }
    }
}
