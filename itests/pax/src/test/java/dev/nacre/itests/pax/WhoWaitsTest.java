/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Whoever waits while a bundle is stopped or updated gets a verdict, or the watch's word. */
public class WhoWaitsTest extends SwapTest {
    private static final ScannerStatus STATUS =
            new ScannerStatus(ScannerStatus.State.UP, "1", "", 2, Set.of());

    private final CountDownLatch judged = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();
    private ServiceRegistration<Scanner> registration;

    @After
    public void start_all_again() throws Exception {
        done.set(true);
        judged.countDown();
        if (registration != null) {
            registration.unregister();
        }
        for (String name :
                List.of(
                        "dev.nacre.scanner.clamd.unix",
                        "dev.nacre.source.fanotify",
                        "dev.nacre.engine")) {
            bundle(name).start();
        }
        value("a guard", SOON, this::newest, found -> found != null);
        guard = newest();
        value("the source", SOON, () -> guard.status().source().orElse(""), "fanotify"::equals);
    }

    /** A scanner that takes all for infected, once it is let. */
    private void registerScanner() {
        Scanner scanner =
                new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit)
                            throws InterruptedException {
                        judged.await();
                        return new Verdict.Infected("Test");
                    }

                    @Override
                    public ScannerStatus status() {
                        return STATUS;
                    }
                };
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Scanner.NAME, "slow");
        properties.put("service.ranking", -1000);
        registration = context.registerService(Scanner.class, scanner, properties);
    }

    private CompletableFuture<Outcome> openerThatWaits() throws Exception {
        registerScanner();
        watch(
                Map.of(
                        "scanner.target", "(nacre.scanner.name=slow)",
                        "onError", "deny",
                        "deadline", "50s"));
        CompletableFuture<Outcome> opener = opener(place("file", new byte[] {1}));
        until("it waits", SOON, () -> guard.status().counters().waiting() == 1);
        return opener;
    }

    private static CompletableFuture<Outcome> opener(Path file) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Outside.read(file);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Outcome outcome(CompletableFuture<Outcome> opener) throws Exception {
        until("the opener has its answer", SOON, opener::isDone);
        return opener.get();
    }

    @Test
    public void the_end_of_the_engine_is_answered_by_on_error() throws Exception {
        CompletableFuture<Outcome> opener = openerThatWaits();
        bundle("dev.nacre.engine").stop();
        assertThat(outcome(opener).refused()).as("%s", opener.get()).isTrue();
    }

    @Test
    public void a_source_that_is_updated_keeps_waiting_who_waits_for_his_verdict()
            throws Exception {
        CompletableFuture<Outcome> opener = openerThatWaits();
        update(bundle("dev.nacre.source.fanotify"));
        CompletableFuture<Outcome> next = opener(place("next", new byte[] {1}));
        until("another waits", SOON, () -> guard.status().counters().waiting() == 2);
        assertThat(opener).isNotDone();
        judged.countDown();
        assertThat(outcome(opener).refused()).as("%s", opener.get()).isTrue();
        assertThat(outcome(next).refused()).as("%s", next.get()).isTrue();
    }

    @Test
    public void a_source_that_is_stopped_lets_nobody_pass_who_waits() throws Exception {
        CompletableFuture<Outcome> opener = openerThatWaits();
        bundle("dev.nacre.source.fanotify").stop();
        value("the source", SOON, () -> guard.status().source().orElse(""), "inotify"::equals);
        assertThat(opener).isNotDone();
        judged.countDown();
        assertThat(outcome(opener).refused()).as("%s", opener.get()).isTrue();
    }

    @Test
    public void a_scanner_that_does_not_come_back_leaves_to_the_next_what_waits_for_it()
            throws Exception {
        watch(Map.of("onError", "allow", "deadline", "30s"));
        Bundle clamd = bundle("dev.nacre.scanner.clamd.unix");
        clamd.stop();
        Path eicar = place("eicar", Malware.eicar());
        assertThat(Outside.read(eicar).refused()).isTrue();
        assertThat(detections.await(eicar).scanner()).isEqualTo("signature");
        clamd.start();
        awaitScanner("clamd", ScannerStatus.State.UP);
    }

    @Test
    public void where_no_scanner_remains_on_error_answers_and_it_is_counted() throws Exception {
        watch(
                Map.of(
                        "onError", "deny",
                        "deadline", "30s",
                        "scanner.target", "(nacre.scanner.name=clamd)"));
        long before = unscanned(guard);
        bundle("dev.nacre.scanner.clamd.unix").stop();
        assertThat(Outside.read(place("clean", new byte[] {1})).refused()).isTrue();
        assertThat(unscanned(guard)).isEqualTo(before + 1);
    }

    private static long unscanned(Guard guard) {
        return guard.status().counters().unscanned().getOrDefault("scanner-down", 0L);
    }

    @Test
    public void each_infected_file_is_found_that_is_written_while_the_engine_is_restarted()
            throws Exception {
        watch(Map.of("scanOn", "write", "cache", "memory"));
        List<Path> written = new ArrayList<>();
        Thread writer = new Thread(() -> write(written), "writer");
        writer.start();
        for (String name : List.of("dev.nacre.engine", "dev.nacre.linux")) {
            update(bundle(name));
            awaitHealthyGuard();
        }
        bundle("dev.nacre.engine").stop();
        int count = written(written);
        value("files are written", SOON, () -> written(written), now -> now > count + 5);
        bundle("dev.nacre.engine").start();
        awaitHealthyGuard();
        done.set(true);
        writer.join();
        for (Path file : written) {
            detections.await(file);
        }
    }

    /** Writes files as another process until it is done. */
    private void write(List<Path> written) {
        try {
            for (int i = 0; !done.get(); i++) {
                Path file = folder.resolve("eicar-" + i);
                assertThat(Outside.write(file, Malware.eicar()).succeeded()).isTrue();
                synchronized (written) {
                    written.add(file);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int written(List<Path> written) {
        synchronized (written) {
            return written.size();
        }
    }
}
