/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Tag("clamd")
@EnabledIf("dev.nacre.scanner.clamd.unix.internal.RealClamd#installed")
@Timeout(120)
class ClamdUnixTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir Path folder;
    private RealClamd clamd;
    private ClamdUnix scanner;

    @BeforeEach
    void start() throws Exception {
        clamd = new RealClamd(folder);
    }

    @AfterEach
    void stop() throws Exception {
        scanner.deactivate();
        clamd.close();
    }

    private Map<String, Object> properties() {
        return new HashMap<>(
                Map.of(
                        "socket", clamd.socket().toString(),
                        "databaseFolder", clamd.databases().toString(),
                        "clamdConfig", clamd.conf().toString()));
    }

    private void activate() throws Exception {
        scanner = new ClamdUnix(properties());
        untilState(State.UP);
    }

    private void untilState(State state) throws InterruptedException {
        until(() -> scanner.status().state() == state);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
    }

    private Verdict scan(Path path) throws IOException, InterruptedException {
        try (OpenedFile file = new OpenedFile(path)) {
            return scanner.scan(file, LIMIT);
        }
    }

    @Test
    void clamd_judges_what_lies_behind_a_descriptor() throws Exception {
        activate();
        assertThat(scan(write("eicar", EICAR)))
                .isEqualTo(new Verdict.Infected("Eicar-Test-Signature.UNOFFICIAL"));
        assertThat(scan(write("clean", "hello"))).isEqualTo(Verdict.CLEAN);
        assertThat(scan(write("empty", ""))).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.status().processes()).containsExactly((int) clamd.pid());
        assertThat(scanner.status().epoch()).startsWith("ClamAV ").contains("; files ");
        assertThat(scanner.status().parallelism()).isEqualTo(10);
    }

    @Test
    void a_deleted_file_is_judged_too() throws Exception {
        activate();
        Path path = write("gone", EICAR);
        try (OpenedFile file = new OpenedFile(path)) {
            Files.delete(path);
            assertThat(scanner.scan(file, LIMIT)).isInstanceOf(Verdict.Infected.class);
        }
    }

    @Test
    void passing_a_descriptor_leaves_it_open_and_where_it_was() throws Exception {
        activate();
        try (OpenedFile file = new OpenedFile(write("kept", EICAR))) {
            for (int i = 0; i < 20; i++) {
                assertThat(scanner.scan(file, LIMIT)).isInstanceOf(Verdict.Infected.class);
                System.gc();
            }
            assertThat(file.read(ByteBuffer.allocate(100), 0)).isEqualTo(EICAR.length());
        }
    }

    @Test
    void many_files_at_once_each_get_their_own_verdict() throws Exception {
        activate();
        int count = 1500;
        for (int i = 0; i < count; i++) {
            write("f" + i, i % 7 == 0 ? EICAR : "clean " + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Verdict>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Path path = folder.resolve("f" + i);
                calls.add(() -> scan(path));
            }
            List<Future<Verdict>> verdicts = threads.invokeAll(calls);
            for (int i = 0; i < count; i++) {
                assertThat(verdicts.get(i).get())
                        .as("file " + i)
                        .isInstanceOf(i % 7 == 0 ? Verdict.Infected.class : Verdict.Clean.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_stopped_clamd_is_noticed_and_a_continued_one_used_again() throws Exception {
        activate();
        clamd.signal("STOP");
        long start = System.nanoTime();
        Verdict verdict = scan(write("a", "a"));
        assertThat(verdict).isInstanceOf(Verdict.Unscanned.class);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        untilState(State.DOWN);
        assertThat(scanner.status().processes()).isEmpty();
        assertThat(reason(scan(folder.resolve("a")))).isEqualTo(UnscannedReason.SCANNER_DOWN);
        clamd.signal("CONT");
        untilState(State.UP);
        assertThat(scan(folder.resolve("a"))).isEqualTo(Verdict.CLEAN);
    }

    private static UnscannedReason reason(Verdict verdict) {
        return ((Verdict.Unscanned) verdict).reason();
    }

    @Test
    void a_killed_clamd_is_noticed_at_once_and_its_successor_used() throws Exception {
        activate();
        int before = scanner.status().processes().iterator().next();
        clamd.kill();
        untilState(State.DOWN);
        clamd.start();
        untilState(State.UP);
        assertThat(scan(write("a", EICAR))).isInstanceOf(Verdict.Infected.class);
        assertThat(scanner.status().processes()).doesNotContain(before).hasSize(1);
    }

    @Test
    void new_signatures_on_disk_make_a_new_epoch() throws Exception {
        activate();
        String before = scanner.status().epoch();
        Files.writeString(
                clamd.databases().resolve("more.hdb"), "0123456789abcdef0123456789abcdef:9:More\n");
        until(() -> !scanner.status().epoch().equals(before));
    }

    @Test
    void limits_of_clamds_own_configuration_hold() throws Exception {
        Files.writeString(clamd.conf(), Files.readString(clamd.conf()) + "MaxFileSize 1K\n");
        activate();
        assertThat(reason(scan(write("big", "x".repeat(1025)))))
                .isEqualTo(UnscannedReason.LIMIT_EXCEEDED);
        assertThat(scan(write("fits", "x".repeat(1024)))).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_wrong_configuration_is_refused_and_the_one_before_stays_in_force() throws Exception {
        activate();
        Map<String, Object> wrong = properties();
        wrong.put("depth", "many");
        scanner.modified(wrong);
        assertThat(scanner.findings()).hasSize(1);
        assertThat(scanner.findings().get(0).message()).contains("depth").contains("many");
        assertThat(scan(write("a", "a"))).isEqualTo(Verdict.CLEAN);
        Map<String, Object> right = properties();
        right.put("depth", 1);
        right.put("sessions", 1);
        scanner.modified(right);
        assertThat(scanner.findings()).isEmpty();
        until(() -> scanner.status().parallelism() == 1);
        assertThat(scan(folder.resolve("a"))).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void an_interrupted_thread_breaks_no_connection() throws Exception {
        activate();
        Path path = write("a", "a");
        try (OpenedFile file = new OpenedFile(path)) {
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                try {
                    scanner.scan(file, LIMIT);
                } catch (InterruptedException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                } finally {
                    Thread.interrupted();
                }
                assertThat(scanner.scan(file, LIMIT)).isEqualTo(Verdict.CLEAN);
            }
        }
    }
}
