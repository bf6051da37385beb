/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the host ends: nobody is left hanging, and the next start goes on. */
class EndTest extends DistributionTest {
    private static final Duration LET_GO = Duration.ofSeconds(2);

    private Clamd clamd;
    private Path file;
    private Process blocked;

    @BeforeEach
    void have_a_process_wait_for_a_clamd_that_does_nothing() throws Exception {
        clamd = Clamd.in(place.resolve("clamd")).start();
        host.useClamd(clamd.socket());
        watch("scanOn = \"open-exec\"", "deadline = \"60s\"");
        file = Files.write(folder.resolve("waited-for"), Malware.eicar());
        host.start();
        clamd.stop();
        blocked = new ProcessBuilder("cat", file.toString()).start();
        until("an open waits", SOON, this::isWaitedFor);
    }

    private boolean isWaitedFor() throws Exception {
        return host.json("status").getAsJsonObject().get("waiting").getAsInt() == 1;
    }

    @AfterEach
    void end_what_was_started() {
        blocked.destroyForcibly().onExit().join();
        clamd.close();
    }

    @Test
    void at_SIGTERM_whoever_waits_is_let_go() throws Exception {
        long begin = System.nanoTime();
        int[] status = new int[1];
        Thread ending = new Thread(() -> status[0] = terminate());
        ending.start();
        assertThat(blocked.waitFor(LET_GO.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        ending.join();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(status[0]).isZero();
        it_guards_again_after_the_next_start();
    }

    private int terminate() {
        try {
            return host.terminate();
        } catch (InterruptedException e) {
            return -1;
        }
    }

    @Test
    void at_SIGKILL_whoever_waits_is_let_go() throws Exception {
        host.kill();
        assertThat(blocked.waitFor(LET_GO.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        it_guards_again_after_the_next_start();
    }

    private void it_guards_again_after_the_next_start() throws Exception {
        assertThat(Outside.read(file).succeeded()).as("nobody guards now").isTrue();
        clamd.resume();
        host.start();
        assertThat(Outside.read(file).refused()).isTrue();
        assertThat(host.verb("status").exit()).isZero();
    }
}
