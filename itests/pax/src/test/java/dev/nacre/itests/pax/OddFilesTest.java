/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** A definite answer for each kind of file, counted. */
public class OddFilesTest extends NacreTest {
    private static final int MEGABYTE = 1 << 20;

    private long unscanned(String reason) {
        return guard.status().counters().unscanned().getOrDefault(reason, 0L);
    }

    private long exempt(String reason) {
        return guard.status().counters().exempt().getOrDefault(reason, 0L);
    }

    @Test
    public void one_larger_than_the_watch_scans_is_answered_by_oversize() throws Exception {
        Path large = place("large", new byte[2 * MEGABYTE]);
        watch(Map.of("maxFileSize", "1M", "oversize", "allow"));
        long before = unscanned("too-large");
        assertThat(Outside.read(large).succeeded()).isTrue();
        assertThat(unscanned("too-large")).isEqualTo(before + 1);
        watch(Map.of("maxFileSize", "1M", "oversize", "deny"));
        until("it is refused", SOON, () -> Outside.read(large).refused());
    }

    @Test
    public void one_beyond_the_limits_of_clamd_is_answered_by_oversize() throws Exception {
        Path own = Files.createTempDirectory("nacre-clamd");
        try (Clamd limited = Clamd.in(own, "MaxFileSize 1M", "MaxScanSize 1M").start()) {
            configurations.set("dev.nacre.scanner.clamd.unix", clamdAt(limited.socket()));
            until(
                    "the limited clamd judges",
                    SOON,
                    () ->
                            guard.status()
                                    .scannerStatus()
                                    .orElseThrow()
                                    .processes()
                                    .contains((int) limited.pid()));
            awaitScanner("clamd", State.UP);
            Path large = place("large", new byte[2 * MEGABYTE]);
            watch(Map.of("oversize", "allow"));
            long before = unscanned("limit-exceeded");
            Outcome outcome = Outside.read(large);
            assertThat(outcome.succeeded()).as(outcome.error()).isTrue();
            assertThat(unscanned("limit-exceeded")).isEqualTo(before + 1);
            watch(Map.of("oversize", "deny"));
            until("it is refused", SOON, () -> Outside.read(large).refused());
            assertThat(detections.of(large)).isEmpty();
        }
    }

    @Test
    public void an_empty_one_passes() throws Exception {
        watch(Map.of("onError", "deny"));
        long before = exempt("empty");
        assertThat(Outside.read(place("empty", new byte[0])).succeeded()).isTrue();
        assertThat(exempt("empty")).isGreaterThan(before);
    }

    @Test
    public void a_FIFO_is_never_opened_by_the_host() throws Exception {
        watch(Map.of("onError", "deny"));
        Path fifo = folder.resolve("fifo");
        Outside.must("mkfifo", fifo.toString());
        Process reader = new ProcessBuilder("cat", fifo.toString()).start();
        assertThat(reader.waitFor(500, TimeUnit.MILLISECONDS))
                .as("somebody else has opened the other end")
                .isFalse();
        assertThat(Outside.write(fifo, new byte[] {'x'}).succeeded()).isTrue();
        assertThat(reader.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.getInputStream().readAllBytes()).containsExactly('x');
    }

    @Test
    public void a_device_passes() throws Exception {
        watch(Map.of("onError", "deny"));
        Path device = folder.resolve("null");
        Outside.must("mknod", device.toString(), "c", "1", "3");
        assertThat(Outside.write(device, new byte[] {1}).succeeded()).isTrue();
        assertThat(Outside.read(device).succeeded()).isTrue();
    }

    @Test
    public void one_that_is_deleted_before_it_is_closed_is_judged_all_the_same() throws Exception {
        watch(Map.of("action", "quarantine"));
        long before = guard.status().counters().infected();
        String script = "exec 3>\"$0\"; cat >&3; rm \"$0\"; exec 3>&-";
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", script, folder.resolve("gone").toString());
        Outcome outcome = Outside.end(builder, Malware.eicar());
        assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
        until(
                "it is found infected",
                SOON,
                () -> guard.status().counters().infected() == before + 1);
    }

    @Test
    public void one_that_nobody_may_read_is_judged_all_the_same() throws Exception {
        watch(Map.of());
        Path eicar = place("secret", Malware.eicar());
        Files.setPosixFilePermissions(eicar, PosixFilePermissions.fromString("---------"));
        assertThat(Outside.read(eicar).refused()).isTrue();
    }
}
