/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.event.SourceStatus;
import dev.nacre.api.file.FileContent;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

class EngineTest {
    /**
     * Asked once a second, it would still be down when the first mark no longer waits for it. Each
     * look asks a few times.
     */
    private static final int LOOKS = 30;

    @TempDir Path var;

    @Test
    void the_first_mark_comes_as_soon_as_the_scanner_is_up() throws Exception {
        LateScanner scanner = new LateScanner(LOOKS);
        Source source = new Source(scanner);
        Engine engine =
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
        try {
            assertThat(source.stateAtStart.get(20, TimeUnit.SECONDS))
                    .isEqualTo(ScannerStatus.State.UP);
        } finally {
            engine.deactivate();
        }
    }

    private static ConfiguredWatch watch() {
        return new ConfiguredWatch(Map.of("service.pid", "dev.nacre.watch~a", "paths", "/srv"));
    }

    private static Map<String, Object> service(long id) {
        return Map.of(Constants.SERVICE_ID, id, "service.pid", "test~" + id);
    }

    /** Takes the one service that the engine registers. */
    private static BundleContext context() {
        return fake(BundleContext.class, fake(ServiceRegistration.class, null));
    }

    private static <T> T fake(Class<T> type, Object result) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> result));
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
