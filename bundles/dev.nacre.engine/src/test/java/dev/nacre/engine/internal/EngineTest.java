/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

@Timeout(60)
class EngineTest {
    /**
     * Asked once a second, it would still be down when the first mark no longer waits for it. Each
     * look asks a few times.
     */
    private static final int LOOKS = 30;

    private static final String NAME = "one";

    @TempDir Path var;

    private final People people = new People();
    private Engine engine;
    private volatile Guard guard;

    @Test
    void the_first_mark_comes_as_soon_as_the_scanner_is_up() throws Exception {
        LateScanner scanner = new LateScanner(LOOKS);
        Source source = new Source(scanner);
        start(scanner, source);
        assertThat(source.stateAtStart.get(20, TimeUnit.SECONDS)).isEqualTo(ScannerStatus.State.UP);
    }

    @Test
    void a_scanner_that_is_swapped_is_no_news_and_one_that_does_not_come_back_is()
            throws Exception {
        LateScanner scanner = new LateScanner(0);
        start(scanner, new Source(scanner));
        engine.addNotifier(people, service(4));
        Await.until(() -> health() == Health.HEALTHY);
        engine.removeScanner(service(2));
        assertThat(health()).isEqualTo(Health.DOWN);
        LateScanner updated = new LateScanner(LOOKS);
        engine.addScanner(updated, service(5));
        Await.until(() -> health() == Health.HEALTHY);
        engine.removeScanner(service(5));
        Await.until(() -> !people.told.isEmpty());
        assertThat(people.told).hasSize(1);
        HealthChange told = people.told.get(0);
        assertThat(told.before()).isEqualTo(Health.HEALTHY);
        assertThat(told.findings()).extracting(Finding::subject).containsExactly("scanner " + NAME);
    }

    private void start(Scanner scanner, Source source) throws Exception {
        engine =
                new Engine(
                        context(),
                        path -> {
                            throw new IOException("no such file");
                        },
                        new Gaps((path, since, visitor) -> true, var, Clock.systemUTC()));
        engine.addWatch(watch(), service(1));
        engine.addScanner(scanner, service(2));
        engine.addSource(source, service(3));
        engine.activate();
    }

    @AfterEach
    void end() throws Exception {
        engine.deactivate();
    }

    private Health health() {
        return guard.status().health();
    }

    private static ConfiguredWatch watch() {
        return new ConfiguredWatch(Map.of("service.pid", "dev.nacre.watch~a", "paths", "/srv"));
    }

    private static Map<String, Object> service(long id) {
        return Map.of(Constants.SERVICE_ID, id, "service.pid", "test~" + NAME);
    }

    /** Takes the one service that the engine registers. */
    private BundleContext context() {
        return fake(
                BundleContext.class,
                arguments -> {
                    guard = (Guard) arguments[1];
                    return fake(ServiceRegistration.class, none -> null);
                });
    }

    private static <T> T fake(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer.apply(arguments)));
    }

    /** Remember what they are told. */
    private static final class People implements Notifier {
        private final List<HealthChange> told = new CopyOnWriteArrayList<>();

        @Override
        public void detected(Detection detection) {}

        @Override
        public void healthChanged(HealthChange change) {
            told.add(change);
        }
    }

    /** Comes up after it was asked a number of times. */
    private static final class LateScanner implements Scanner {
        private final AtomicInteger looks;
        private final ScannerStatus down = status(ScannerStatus.State.DOWN);
        private final ScannerStatus up = status(ScannerStatus.State.UP);

        LateScanner(int looks) {
            this.looks = new AtomicInteger(looks);
        }

        private static ScannerStatus status(ScannerStatus.State state) {
            return new ScannerStatus(state, "1", "late", 1, Set.of());
        }

        @Override
        public Verdict scan(FileContent file, Duration limit) {
            return Verdict.CLEAN;
        }

        @Override
        public ScannerStatus status() {
            return looks.decrementAndGet() < 0 ? up : down;
        }
    }

    /** Remembers how the scanner was when it was started. */
    private static final class Source implements EventSource {
        private final CompletableFuture<ScannerStatus.State> stateAtStart =
                new CompletableFuture<>();
        private final Scanner scanner;

        Source(Scanner scanner) {
            this.scanner = scanner;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void start(EventSink sink) {
            stateAtStart.complete(scanner.status().state());
        }

        @Override
        public void guard(List<Watch> watches) {}

        @Override
        public SourceStatus status() {
            return new SourceStatus(Map.of(), true, List.of());
        }

        @Override
        public void stop() {}
    }
}
