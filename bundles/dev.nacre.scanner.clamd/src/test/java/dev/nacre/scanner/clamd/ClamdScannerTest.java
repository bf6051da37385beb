/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import static dev.nacre.api.scan.UnscannedReason.LIMIT_EXCEEDED;
import static dev.nacre.api.scan.UnscannedReason.SCANNER_DOWN;
import static dev.nacre.api.scan.UnscannedReason.SCAN_FAILED;
import static dev.nacre.api.scan.UnscannedReason.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.internal.host.Rhythm;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.Endpoint;
import dev.nacre.scanner.clamd.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ClamdScannerTest {
    private static final Rhythm QUICK =
            new Rhythm(
                    Duration.ofMillis(200),
                    Duration.ofMillis(50),
                    Duration.ofMillis(400),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2));

    /** Asks nothing by itself. */
    private static final Rhythm CALM =
            new Rhythm(
                    Duration.ofHours(1),
                    QUICK.backOff(),
                    QUICK.longestBackOff(),
                    QUICK.stable(),
                    QUICK.forgotten());

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FakeClamd clamd;
    private ClamdScanner scanner;

    @BeforeEach
    void start() throws Exception {
        clamd = new FakeClamd();
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        if (scanner != null) {
            scanner.close();
        }
        clamd.hung = false;
        clamd.close();
    }

    private static ClamdOptions options(int sessions, int depth, FakeClamd... hosts) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (FakeClamd host : hosts) {
            endpoints.add(new FakeEndpoint(host.port()));
        }
        return new ClamdOptions(
                endpoints,
                sessions,
                depth,
                Duration.ofMillis(1500),
                Duration.ofSeconds(20),
                1000,
                Surroundings.UNKNOWN);
    }

    private void scanWith(int sessions, int depth, FakeClamd... hosts) {
        scanner = new ClamdScanner("clamd", options(sessions, depth, hosts), QUICK);
    }

    private Verdict scan(String key) throws InterruptedException {
        return scanner.scan(FakeFile.of(key), LIMIT);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private void untilState(State state) throws InterruptedException {
        until(() -> scanner.status().state() == state);
    }

    private static UnscannedReason reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Unscanned.class);
        return ((Verdict.Unscanned) verdict).reason();
    }

    private static FakeClamd.Behaviour once(FakeClamd.Behaviour first) {
        AtomicInteger calls = new AtomicInteger();
        return (connection, id, key) ->
                (calls.getAndIncrement() == 0 ? first : FakeClamd.CLEAN).scan(connection, id, key);
    }

    @Test
    void a_file_is_judged_as_clamd_says() throws Exception {
        scanWith(2, 8, clamd);
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        clamd.behaviour = (c, id, key) -> c.reply(id, "fd[3]: Some.Name-1 FOUND");
        assertThat(scan("a")).isEqualTo(new Verdict.Infected("Some.Name-1"));
        clamd.behaviour = (c, id, key) -> c.reply(id, "fd[3]: Can't read file ERROR");
        assertThat(reason(scan("a"))).isEqualTo(SCAN_FAILED);
    }

    @Test
    void replies_in_any_order_reach_the_scans_they_answer() throws Exception {
        scanWith(1, 8, clamd);
        untilState(State.UP);
        List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
        clamd.behaviour =
                (c, id, key) -> {
                    held.add(() -> answer(c, id, "fd[1]: " + key + " FOUND"));
                    if (held.size() == 8) {
                        Collections.shuffle(held);
                        held.forEach(Runnable::run);
                        held.clear();
                    }
                };
        List<Callable<Verdict>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String key = "Name" + i;
            calls.add(() -> scan(key));
        }
        List<Future<Verdict>> verdicts = threads.invokeAll(calls);
        for (int i = 0; i < 400; i++) {
            assertThat(verdicts.get(i).get()).isEqualTo(new Verdict.Infected("Name" + i));
        }
    }

    private static void answer(FakeClamd.Connection connection, long id, String text) {
        try {
            connection.reply(id, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void no_more_is_sent_at_once_than_sessions_depth_and_clamds_threads_allow() throws Exception {
        clamd.stats = "THREADS: live 1  idle 0 max 5 idle-timeout 30\nEND";
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        clamd.behaviour =
                (c, id, key) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    threads.execute(
                            () -> {
                                pause(100);
                                now.decrementAndGet();
                                answer(c, id, "fd[1]: OK");
                            });
                };
        scanWith(2, 8, clamd);
        untilState(State.UP);
        assertThat(scanner.status().parallelism()).isEqualTo(5);
        List<Callable<Verdict>> calls = Collections.nCopies(10, () -> scan("x"));
        for (Future<Verdict> verdict : threads.invokeAll(calls)) {
            assertThat(verdict.get()).isEqualTo(Verdict.CLEAN);
        }
        assertThat(most).hasValue(5);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void while_clamd_is_down_a_scan_returns_at_once_and_when_it_is_back_scans_go_on()
            throws Exception {
        clamd.fall();
        scanWith(2, 8, clamd);
        assertThat(reason(scan("a"))).isEqualTo(SCANNER_DOWN);
        untilState(State.DOWN);
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(reason(scan("a"))).isEqualTo(SCANNER_DOWN);
        }
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(scanner.status().detail()).contains("port " + clamd.port()).contains("refused");
        clamd.restart();
        untilState(State.UP);
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.status().processes()).containsExactly(4711);
        clamd.fall();
        until(() -> scanner.status().processes().isEmpty());
    }

    @Test
    void a_scan_whose_connection_breaks_is_made_once_more() throws Exception {
        scanWith(2, 8, clamd);
        untilState(State.UP);
        clamd.behaviour = once((c, id, key) -> c.cut());
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.scans).hasValue(2);
    }

    @Test
    void a_reply_that_is_cut_off_makes_the_scan_anew() throws Exception {
        scanWith(2, 8, clamd);
        clamd.behaviour =
                once(
                        (c, id, key) -> {
                            c.raw(id + ": fd[1]: O");
                            c.cut();
                        });
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999: fd[1]: OK", "COMMAND READ TIMED OUT\n", "x: y", "", "7", ":"})
    void a_reply_to_what_was_not_asked_ends_the_connection_and_makes_the_scan_anew(String reply)
            throws Exception {
        scanWith(2, 8, clamd);
        clamd.behaviour = once((c, id, key) -> c.raw(reply + '\0'));
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.scans).hasValue(2);
    }

    @Test
    void a_reply_that_is_no_verdict_ends_the_connection_and_makes_the_scan_anew() throws Exception {
        scanWith(2, 8, clamd);
        clamd.behaviour = once((c, id, key) -> c.reply(id, "banana"));
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.scans).hasValue(2);
    }

    @Test
    void a_reply_without_end_is_not_kept() throws Exception {
        scanWith(1, 1, clamd);
        clamd.behaviour = once((c, id, key) -> c.raw("x".repeat(400_000)));
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_file_that_clamd_does_not_survive_gets_no_third_scan_and_harms_no_other()
            throws Exception {
        scanWith(2, 8, clamd);
        untilState(State.UP);
        clamd.behaviour =
                (c, id, key) -> {
                    if (key.equals("poison")) {
                        c.cut();
                    } else {
                        c.reply(id, "fd[1]: OK");
                    }
                };
        Verdict verdict = scan("poison");
        assertThat(reason(verdict)).isIn(SCAN_FAILED, SCANNER_DOWN);
        assertThat(clamd.scans.get()).isLessThanOrEqualTo(2);
        until(() -> quietly("good").equals(Verdict.CLEAN));
    }

    private Verdict quietly(String key) {
        try {
            return scan(key);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_hung_clamd_costs_a_scan_its_limit_at_most_and_is_then_known_to_be_down()
            throws Exception {
        scanWith(2, 8, clamd);
        untilState(State.UP);
        clamd.hung = true;
        long start = System.nanoTime();
        Verdict verdict = scanner.scan(FakeFile.of("a"), Duration.ofMillis(300));
        assertThat(reason(verdict)).isEqualTo(TIMED_OUT);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(2000));
        untilState(State.DOWN);
        assertThat(scanner.status().detail()).contains("does not answer");
        clamd.hung = false;
        untilState(State.UP);
        assertThat(scan("b")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_scan_that_waits_when_clamd_hangs_is_told_before_its_limit() throws Exception {
        scanWith(2, 8, clamd);
        untilState(State.UP);
        clamd.hung = true;
        assertThat(reason(scan("a"))).isEqualTo(SCANNER_DOWN);
    }

    @Test
    void a_slow_scan_harms_no_connection() throws Exception {
        scanWith(1, 2, clamd);
        untilState(State.UP);
        int connections = clamd.accepted.get();
        clamd.behaviour =
                (c, id, key) -> {
                    if (key.equals("slow")) {
                        threads.execute(
                                () -> {
                                    pause(1500);
                                    answer(c, id, "fd[1]: OK");
                                });
                    } else {
                        c.reply(id, "fd[1]: OK");
                    }
                };
        assertThat(reason(scanner.scan(FakeFile.of("slow"), Duration.ofMillis(100))))
                .isEqualTo(TIMED_OUT);
        assertThat(scan("quick")).isEqualTo(Verdict.CLEAN);
        assertThat(scan("slow")).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.accepted).hasValue(connections);
    }

    @Test
    void a_request_that_is_never_answered_does_not_hold_its_place_for_ever() throws Exception {
        scanWith(1, 1, clamd);
        clamd.behaviour = once((c, id, key) -> {});
        assertThat(reason(scanner.scan(FakeFile.of("a"), Duration.ofMillis(100))))
                .isEqualTo(TIMED_OUT);
        assertThat(scan("b")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_late_reply_gives_the_place_back_though_nobody_waits_for_it() throws Exception {
        scanner = new ClamdScanner("clamd", options(1, 1, clamd), CALM);
        untilState(State.UP);
        int connections = clamd.accepted.get();
        CountDownLatch late = new CountDownLatch(1);
        clamd.behaviour =
                once(
                        (c, id, key) ->
                                threads.execute(
                                        () -> {
                                            await(late);
                                            answer(c, id, "fd[1]: OK");
                                        }));
        assertThat(reason(scanner.scan(FakeFile.of("a"), Duration.ofMillis(100))))
                .isEqualTo(TIMED_OUT);
        Future<Verdict> next = threads.submit(() -> scan("b"));
        late.countDown();
        assertThat(next.get()).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.accepted).hasValue(connections);
    }

    @Test
    void a_clamd_that_ends_while_nothing_is_asked_is_known_to_be_down_at_once() throws Exception {
        scanner = new ClamdScanner("clamd", options(2, 8, clamd), CALM);
        untilState(State.UP);
        clamd.fall();
        untilState(State.DOWN);
        clamd.restart();
        untilState(State.UP);
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void where_clamd_was_restarted_while_nothing_was_asked_all_connections_are_made_anew()
            throws Exception {
        scanner = new ClamdScanner("clamd", options(2, 8, clamd), CALM);
        until(() -> clamd.accepted.get() == 3);
        untilState(State.UP);
        clamd.fall();
        clamd.restart();
        until(() -> clamd.accepted.get() >= 6);
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void an_interrupted_scan_leaves_the_connection_as_it_is() throws Exception {
        scanWith(1, 2, clamd);
        untilState(State.UP);
        int connections = clamd.accepted.get();
        CountDownLatch asked = new CountDownLatch(1);
        clamd.behaviour = once((c, id, key) -> asked.countDown());
        Future<Verdict> scan = threads.submit(() -> scan("a"));
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        scan.cancel(true);
        assertThat(scan("b")).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.accepted).hasValue(connections);
    }

    @Test
    void something_that_is_no_clamd_is_named_and_not_asked_too_often() throws Exception {
        clamd.greeting = "SSH-2.0-OpenSSH_9.2\n\0";
        scanWith(2, 8, clamd);
        until(() -> scanner.status().detail().contains("SSH-2.0"));
        int before = clamd.accepted.get();
        Thread.sleep(1000);
        assertThat(clamd.accepted.get() - before).isBetween(1, 6);
        assertThat(scanner.status().state()).isEqualTo(State.DOWN);
    }

    @Test
    void connections_that_never_last_are_not_made_too_often() throws Exception {
        clamd.behaviour = (c, id, key) -> c.cut();
        scanWith(1, 1, clamd);
        untilState(State.UP);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
        while (System.nanoTime() < end) {
            assertThat(reason(scan("a"))).isIn(SCAN_FAILED, SCANNER_DOWN);
        }
        assertThat(clamd.accepted.get()).isLessThan(20);
    }

    @Test
    void status_is_the_same_object_until_something_changes() throws Exception {
        scanWith(2, 8, clamd);
        untilState(State.UP);
        ScannerStatus status = scanner.status();
        assertThat(status.epoch()).isEqualTo(clamd.version);
        scan("a");
        Thread.sleep(500);
        assertThat(scanner.status()).isSameAs(status);
        clamd.version = "ClamAV 1.4.6/27701/Fri Nov 21 08:00:00 2025";
        until(() -> scanner.status() != status);
        assertThat(scanner.status().epoch()).isEqualTo(clamd.version);
        clamd.stats = clamd.stats + " pools_used 6.001M END";
        until(() -> scanner.status().epoch().equals(clamd.version + "; loaded 6.001M"));
    }

    @Test
    void a_clamd_that_tells_neither_version_nor_statistics_scans_all_the_same() throws Exception {
        clamd.version = "COMMAND UNAVAILABLE";
        clamd.stats = "COMMAND UNAVAILABLE";
        scanWith(2, 8, clamd);
        assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.status().parallelism()).isEqualTo(16);
    }

    @Test
    void a_file_that_clamd_would_not_look_at_as_a_whole_is_not_sent() throws Exception {
        scanWith(2, 8, clamd);
        Verdict verdict = scanner.scan(new FakeFile("a", 1001), LIMIT);
        assertThat(reason(verdict)).isEqualTo(LIMIT_EXCEEDED);
        assertThat(clamd.scans).hasValue(0);
    }

    @Test
    void several_hosts_share_the_scans_and_stand_in_for_each_other() throws Exception {
        try (FakeClamd second = new FakeClamd()) {
            scanWith(1, 4, clamd, second);
            until(() -> scanner.status().parallelism() == 8);
            while (clamd.scans.get() == 0 || second.scans.get() == 0) {
                assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
            }
            int before = clamd.scans.get();
            for (int i = 0; i < 100; i++) {
                assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
            }
            assertThat(clamd.scans.get() - before).isBetween(30, 70);
            second.fall();
            for (int i = 0; i < 100; i++) {
                assertThat(scan("a")).isEqualTo(Verdict.CLEAN);
            }
            until(() -> !scanner.findings().isEmpty());
            assertThat(scanner.findings().get(0).message()).contains("port " + second.port());
            assertThat(scanner.status().state()).isEqualTo(State.UP);
            second.restart();
            until(() -> scanner.findings().isEmpty());
        }
    }

    @Test
    void new_options_lose_no_scan() throws Exception {
        try (FakeClamd second = new FakeClamd()) {
            scanWith(1, 2, clamd);
            untilState(State.UP);
            CountDownLatch finish = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(2);
            clamd.behaviour =
                    (c, id, key) -> {
                        begun.countDown();
                        threads.execute(
                                () -> {
                                    await(finish);
                                    answer(c, id, "fd[1]: OK");
                                });
                    };
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                verdicts.add(threads.submit(() -> scan("a")));
            }
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            scanner.reconfigure(options(2, 8, second));
            until(() -> second.scans.get() == 4);
            finish.countDown();
            for (Future<Verdict> verdict : verdicts) {
                assertThat(verdict.get(5, TimeUnit.SECONDS)).isEqualTo(Verdict.CLEAN);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closing_tells_waiting_scans_and_leaves_no_thread() throws Exception {
        ConcurrentHashMap.KeySetView<Thread, Boolean> before = ConcurrentHashMap.newKeySet();
        before.addAll(nacreThreads());
        scanWith(2, 8, clamd);
        untilState(State.UP);
        CountDownLatch asked = new CountDownLatch(1);
        clamd.behaviour = (c, id, key) -> asked.countDown();
        Future<Verdict> scan = threads.submit(() -> scan("a"));
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        // Of those there were before, which a test before this one has ended, some may be gone.
        assertThat(before.containsAll(nacreThreads())).isFalse();
        scanner.close();
        assertThat(reason(scan.get(5, TimeUnit.SECONDS))).isEqualTo(SCANNER_DOWN);
        until(() -> before.containsAll(nacreThreads()));
    }

    private static List<Thread> nacreThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nacre-clamd"))
                .toList();
    }

    @Test
    void what_nobody_expects_is_absent_until_it_is_there() throws Exception {
        clamd.fall();
        ClamdOptions plain = options(1, 1, clamd);
        Surroundings bare =
                new Surroundings() {
                    @Override
                    public String fingerprint() {
                        return "f1";
                    }

                    @Override
                    public long maxFileSize() {
                        return 500;
                    }

                    @Override
                    public boolean absent() {
                        return true;
                    }
                };
        scanner =
                new ClamdScanner(
                        "clamd",
                        new ClamdOptions(
                                plain.endpoints(),
                                1,
                                1,
                                plain.connectTimeout(),
                                plain.scanTimeout(),
                                1000,
                                bare),
                        QUICK);
        assertThat(scanner.status().state()).isEqualTo(State.ABSENT);
        assertThat(reason(scanner.scan(new FakeFile("a", 501), LIMIT))).isEqualTo(LIMIT_EXCEEDED);
        clamd.restart();
        untilState(State.UP);
        assertThat(scanner.status().epoch()).isEqualTo(clamd.version + "; files f1");
        clamd.fall();
        untilState(State.DOWN);
    }
}
