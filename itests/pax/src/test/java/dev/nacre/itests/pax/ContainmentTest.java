/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

/** A part that throws or never returns does not keep the rest from going on. */
public class ContainmentTest extends NacreTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private ServiceRegistration<?> registration;

    @After
    public void take_the_broken_part_away() {
        end.countDown();
        registration.unregister();
    }

    /** A scanner that does this instead of judging. */
    private void registerScanner(Runnable deed) {
        Scanner scanner =
                new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit) {
                        deed.run();
                        return Verdict.CLEAN;
                    }

                    @Override
                    public ScannerStatus status() {
                        return STATUS;
                    }
                };
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Scanner.NAME, "broken");
        properties.put("service.ranking", -1000);
        registration = context.registerService(Scanner.class, scanner, properties);
    }

    private static final ScannerStatus STATUS =
            new ScannerStatus(ScannerStatus.State.UP, "1", "", 2, Set.of());

    private void waitWithoutEnd() {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                // A scanner that does not care for being interrupted.
                continue;
            }
        }
    }

    private long unscanned(String reason) {
        return guard.status().counters().unscanned().getOrDefault(reason, 0L);
    }

    private void watchByBrokenScanner() throws Exception {
        watch(
                Map.of(
                        "scanner.target", "(nacre.scanner.name=broken)",
                        "onError", "deny",
                        "deadline", "1s"));
    }

    @Test
    public void a_scanner_that_throws() throws Exception {
        registerScanner(
                () -> {
                    throw new IllegalStateException("broken on purpose");
                });
        watchByBrokenScanner();
        Path clean = place("clean", new byte[] {1});
        long before = unscanned("scan-failed");
        assertThat(Outside.read(clean).refused()).isTrue();
        assertThat(unscanned("scan-failed")).isEqualTo(before + 1);
        clamd_goes_on();
    }

    @Test
    public void a_scanner_that_never_returns() throws Exception {
        registerScanner(this::waitWithoutEnd);
        watchByBrokenScanner();
        long before = unscanned("timed-out");
        for (int i = 0; i < 4; i++) {
            Outcome outcome = Outside.read(place("clean" + i, new byte[] {1}));
            assertThat(outcome.refused()).as("%s", outcome).isTrue();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(4));
        }
        assertThat(unscanned("timed-out")).isGreaterThan(before);
        clamd_goes_on();
    }

    @Test
    public void a_filter_that_throws() throws Exception {
        registerFilter(
                () -> {
                    throw new IllegalStateException("broken on purpose");
                });
        watch(Map.of("onError", "deny"));
        for (int i = 0; i < 4; i++) {
            Outcome outcome = Outside.read(place("clean" + i, new byte[] {1}));
            assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
        }
        awaitFinding("filter broken", "failed on 4");
        clamd_goes_on();
    }

    @Test
    public void a_filter_that_never_returns() throws Exception {
        registerFilter(this::waitWithoutEnd);
        watch(Map.of("onError", "deny"));
        long before = unscanned("stalled");
        Outcome first = Outside.read(place("first", new byte[] {1}));
        assertThat(first.refused()).as("%s", first).isTrue();
        assertThat(first.took()).isLessThan(Duration.ofSeconds(8));
        assertThat(unscanned("stalled")).isEqualTo(before + 1);
        for (int i = 0; i < 20; i++) {
            Outcome outcome = Outside.read(place("clean" + i, new byte[] {1}));
            assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(3));
        }
        awaitFinding("filter broken", "did not come back from 1");
        awaitFinding("progress", "1 accesses hold up");
        assertThat(guard.progresses()).isTrue();
        Path log = Path.of(context.getProperty("nacre.var"), "log", "nacre.log");
        until(
                "the log says where it is held up",
                SOON,
                () -> Files.readString(log).contains(getClass().getName() + ".waitWithoutEnd"));
        clamd_goes_on();
        end.countDown();
        Findings.awaitNone(guard, SOON, "progress");
    }

    private void registerFilter(Runnable deed) {
        Filter filter =
                (watch, access) -> {
                    deed.run();
                    return Optional.of("all");
                };
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Filter.NAME, "broken");
        registration = context.registerService(Filter.class, filter, properties);
    }

    @Test
    public void a_notifier_that_throws() throws Exception {
        registerNotifier(
                () -> {
                    throw new IllegalStateException("broken on purpose");
                });
        watch(Map.of());
        others_are_told();
    }

    @Test
    public void a_notifier_that_never_returns() throws Exception {
        registerNotifier(this::waitWithoutEnd);
        watch(Map.of());
        others_are_told();
    }

    private void registerNotifier(Runnable deed) {
        Notifier notifier = (Detection detection) -> deed.run();
        registration = context.registerService(Notifier.class, notifier, null);
    }

    private void others_are_told() throws Exception {
        for (int i = 0; i < 3; i++) {
            Path eicar = place("eicar" + i, Malware.eicar());
            assertThat(Outside.read(eicar).refused()).isTrue();
            detections.await(eicar);
        }
    }

    private void clamd_goes_on() throws Exception {
        watch(Map.of("scanner.target", "(nacre.scanner.name=clamd)"));
        Path eicar = place("eicar.com", Malware.eicar());
        until("clamd judges", SOON, () -> !detectionsAfterReading(eicar));
    }

    private boolean detectionsAfterReading(Path eicar) throws Exception {
        Outside.read(eicar);
        return detections.of(eicar).isEmpty();
    }
}
