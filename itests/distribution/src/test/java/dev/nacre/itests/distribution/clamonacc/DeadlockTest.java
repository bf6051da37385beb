/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.distribution.Host;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * clamonacc waits for itself, and has clamd wait for clamd. Here all that either needs lies on what
 * is guarded: programs, configuration, signatures, temporary files, logs; and clamd runs as root.
 */
class DeadlockTest extends ClamonaccTest {
    private Clamd clamd;

    @Override
    protected Host host() throws Exception {
        Path home = files.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        Path temporary = folder("tmp");
        clamd = Clamd.in(files.resolve("clamd"), "TemporaryDirectory " + temporary);
        clamd.start();
        return Host.in(files.resolve("host"), home)
                .with("TMPDIR", temporary.toString())
                .useClamd(clamd.socket());
    }

    @Override
    protected void prepare() throws Exception {
        watch(
                "all",
                files,
                "scanOn = \"access-exec\"",
                "onError = \"deny\"",
                "action = \"quarantine\"",
                "cache = \"none\"");
    }

    @AfterAll
    void end_clamd() {
        if (clamd != null) {
            clamd.close();
        }
    }

    @Test
    void issue_546_a_host_that_lives_on_what_it_guards_waits_for_itself_never() throws Exception {
        Path clean = Files.writeString(folder("work").resolve("clean"), "harmless");
        for (int i = 0; i < 20; i++) {
            assertThat(Outside.read(clean).succeeded()).isTrue();
        }
        long generation = counted("generation");
        host.configure("dev.nacre.filter.path-some", "globs = [\"*.log\"]");
        until("a configuration on it takes effect", SOON, () -> counted("generation") > generation);
        Path infected = eicar(folder("work"));
        until("a quarantine on it works", SOON, () -> !Files.exists(infected));
        assertThat(counted("unscanned", "timed-out")).isZero();
        assertThat(counted("unscanned", "stalled")).isZero();
        assertThat(counted("exempt", "own")).isPositive();
    }

    @Test
    void issue_1357_a_clamd_that_runs_as_root_and_opens_what_is_guarded_is_not_scanned()
            throws Exception {
        Path folder = folder("archives");
        shell(
                "cd $1; seq 20000 >numbers; zip -q numbers.zip numbers; cp numbers.zip a.zip",
                folder);
        long scanner = counted("exempt", "scanner");
        assertThat(Outside.read(folder.resolve("numbers.zip")).succeeded()).isTrue();
        clamd.ask("RELOAD");
        until("clamd has read its signatures", SOON, () -> counted("exempt", "scanner") > scanner);
        assertThat(Outside.read(folder.resolve("a.zip")).succeeded()).isTrue();
        awaitSettled();
        // The program that asks is on what is guarded, too.
        long before = counted("scans");
        long asking = counted("scans") - before;
        assertThat(Outside.read(folder.resolve("numbers")).succeeded()).isTrue();
        // One for each read, as its watch asks for that and keeps no verdicts.
        assertThat(counted("scans") - before - 2 * asking)
                .as("no scan begets another")
                .isBetween(1L, 10L);
        assertThat(counted("unscanned", "timed-out")).isZero();
    }
}
