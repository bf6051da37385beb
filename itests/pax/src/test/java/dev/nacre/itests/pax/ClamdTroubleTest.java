/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.FakeClamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * Whatever clamd does, each access is answered by {@code onError} at its deadline at the latest,
 * counted by reason, and scanned later where that is possible.
 */
public class ClamdTroubleTest extends NacreTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Beyond the deadline, for processes to start and end on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private Clamd own;
    private Path eicar;

    /** One of the test's own, which is not started. */
    @Override
    protected void setUpScanner() throws Exception {
        own = Clamd.in(Files.createTempDirectory("nacre-clamd"));
        configurations.set("dev.nacre.scanner.clamd.unix", clamdAt(own.socket()));
        awaitScanner("clamd", State.DOWN);
    }

    @Before
    public void place_malware() throws Exception {
        eicar = place("eicar.com", Malware.eicar());
    }

    @After
    public void end_clamd() {
        own.close();
    }

    private void watchOnError(String onError) throws Exception {
        watch(
                Map.of(
                        "onError",
                        onError,
                        "deadline",
                        DEADLINE.toMillis() + "ms",
                        "scanner.target",
                        "(nacre.scanner.name=clamd)"));
    }

    private void startClamd() throws Exception {
        own.start();
        awaitScanner("clamd", State.UP);
    }

    private long unscanned(String reason) {
        return guard.status().counters().unscanned().getOrDefault(reason, 0L);
    }

    private long unscanned() {
        return guard.status().counters().unscanned().values().stream().reduce(0L, Long::sum);
    }

    private void answered(boolean allowed) throws Exception {
        Outcome outcome = Outside.read(eicar);
        assertThat(outcome.refused()).as("%s", outcome).isEqualTo(!allowed);
        assertThat(outcome.took()).isLessThan(DEADLINE.plus(MARGIN));
    }

    @Test
    public void absent_it_is_awaited_and_what_passed_is_scanned_when_it_comes() throws Exception {
        // Guarding waits for a scanner that can judge; from then on it stays.
        startClamd();
        watchOnError("allow");
        own.kill();
        awaitScanner("clamd", State.DOWN);
        long before = unscanned("scanner-down");
        answered(true);
        assertThat(unscanned("scanner-down")).isEqualTo(before + 1);
        awaitFinding("clamd", own.socket().toString());
        assertThat(detections.of(eicar)).isEmpty();

        startClamd();
        detections.await(eicar);
        answered(false);
    }

    @Test
    public void absent_it_refuses_where_the_watch_says_so() throws Exception {
        startClamd();
        watchOnError("deny");
        own.kill();
        awaitScanner("clamd", State.DOWN);
        Path clean = place("clean", new byte[] {1});
        assertThat(Outside.read(clean).refused()).isTrue();
        startClamd();
        assertThat(Outside.read(clean).succeeded()).isTrue();
    }

    @Test
    public void absent_it_is_looked_for_without_haste() throws Exception {
        Duration measured = Duration.ofSeconds(2);
        long begin = System.nanoTime();
        long before = processorNanos();
        until("some time", SOON, () -> System.nanoTime() - begin > measured.toNanos());
        assertThat(processorNanos() - before).isLessThan(measured.toNanos() / 4);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Test
    public void stopped_it_is_waited_for_until_the_deadline() throws Exception {
        startClamd();
        watchOnError("allow");
        answered(false);
        own.stop();
        long before = unscanned("timed-out");
        Outcome outcome = Outside.read(eicar);
        assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
        assertThat(outcome.took()).isBetween(DEADLINE.minusMillis(200), DEADLINE.plus(MARGIN));
        assertThat(unscanned("timed-out")).isEqualTo(before + 1);
        awaitFinding("unscanned", "timed-out");
        own.resume();
        until("it judges again", SOON, () -> Outside.read(eicar).refused());
    }

    @Test
    public void garbage_is_no_verdict() throws Exception {
        misbehave((in, out) -> out.write("what is this?\0".repeat(100).getBytes("US-ASCII")));
    }

    @Test
    public void a_connection_closed_half_way_is_no_verdict() throws Exception {
        misbehave((in, out) -> in.read(new byte[5]));
    }

    private void misbehave(FakeClamd.Behaviour behaviour) throws Exception {
        startClamd();
        watchOnError("allow");
        answered(false);
        own.close();
        FakeClamd fake = new FakeClamd(own.socket(), behaviour);
        try {
            long before = unscanned();
            answered(true);
            assertThat(unscanned()).isGreaterThan(before);
        } finally {
            fake.close();
        }
        startClamd();
        answered(false);
    }
}
