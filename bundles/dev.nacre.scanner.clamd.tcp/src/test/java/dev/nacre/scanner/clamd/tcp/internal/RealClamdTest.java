/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Settings;
import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.ClamdScanner;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Tag("clamd")
@EnabledIf("installed")
@Timeout(120)
class RealClamdTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] EICAR =
            ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
                    .getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;
    private Process clamd;
    private ClamdScanner scanner;

    static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(
                folder.resolve("db/test.hdb"), "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test\n");
        Path conf = folder.resolve("clamd.conf");
        Files.write(
                conf,
                List.of(
                        "DatabaseDirectory " + folder.resolve("db"),
                        "TCPSocket " + port,
                        "TCPAddr 127.0.0.1",
                        "TemporaryDirectory " + folder,
                        "LogFile " + folder.resolve("clamd.log"),
                        "StreamMaxLength 1M",
                        "Foreground yes"));
        clamd =
                new ProcessBuilder(PROGRAM.toString(), "--config-file=" + conf)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        Settings settings =
                new Settings(
                        Config.class,
                        Map.of(
                                "hosts",
                                new String[] {"127.0.0.1:" + port},
                                "streamMaxLength",
                                "4M"));
        ClamdOptions options = Options.read(settings);
        scanner = new ClamdScanner("there", options);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (scanner.status().state() != State.UP) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        scanner.close();
        clamd.destroyForcibly();
    }

    @Test
    void clamd_judges_what_is_sent_to_it() throws Exception {
        assertThat(scanner.scan(MemoryFile.of(EICAR), LIMIT))
                .isEqualTo(new Verdict.Infected("Eicar-Test.UNOFFICIAL"));
        assertThat(scanner.scan(MemoryFile.of(new byte[500_000]), LIMIT)).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.scan(MemoryFile.of(new byte[0]), LIMIT)).isEqualTo(Verdict.CLEAN);
        assertThat(scanner.status().processes()).isEmpty();
    }

    @Test
    void many_files_at_once_each_get_their_own_verdict() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Verdict>> calls = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                MemoryFile file = MemoryFile.of(i % 7 == 0 ? EICAR : new byte[i * 500]);
                calls.add(() -> scanner.scan(file, LIMIT));
            }
            List<Future<Verdict>> verdicts = threads.invokeAll(calls);
            for (int i = 0; i < 300; i++) {
                assertThat(verdicts.get(i).get())
                        .isInstanceOf(i % 7 == 0 ? Verdict.Infected.class : Verdict.Clean.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_file_beyond_clamds_own_limit_is_no_clean_one_and_others_go_on() throws Exception {
        Verdict verdict = scanner.scan(MemoryFile.of(new byte[3 << 20]), LIMIT);
        assertThat(verdict).isInstanceOf(Verdict.Unscanned.class);
        assertThat(((Verdict.Unscanned) verdict).reason())
                .isIn(UnscannedReason.LIMIT_EXCEEDED, UnscannedReason.SCAN_FAILED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!(scanner.scan(MemoryFile.of(EICAR), LIMIT) instanceof Verdict.Infected)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
