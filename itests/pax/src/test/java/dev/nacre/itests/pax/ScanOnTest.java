/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.api.event.AccessKind.CLOSE_READ;
import static dev.nacre.api.event.AccessKind.CLOSE_WRITE;
import static dev.nacre.api.event.AccessKind.EXECUTE;
import static dev.nacre.api.event.AccessKind.MODIFY;
import static dev.nacre.api.event.AccessKind.OPEN;
import static dev.nacre.api.event.AccessKind.READ;
import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.notify.Detection;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Each value of {@code scanOn}: which accesses are scanned, which are refused, and no others. */
public class ScanOnTest extends NacreTest {
    @Test
    public void modify_scans_what_is_written_once_a_quiet_period() throws Exception {
        watchOn("modify", true);
        written(MODIFY);
        read(true);
        executed(true);
    }

    @Test
    public void write_scans_what_is_closed_after_writing() throws Exception {
        watchOn("write", true);
        written(CLOSE_WRITE);
        read(true);
        executed(true);
    }

    @Test
    public void write_exec_scans_what_is_written_and_refuses_to_execute() throws Exception {
        watchOn("write-exec", true);
        written(CLOSE_WRITE);
        read(true);
        executed(false, EXECUTE);
    }

    @Test
    public void close_exec_scans_what_was_read_too() throws Exception {
        watchOn("close-exec", true);
        written(CLOSE_WRITE);
        read(true, CLOSE_READ);
        executed(false, EXECUTE);
    }

    @Test
    public void open_exec_refuses_to_open() throws Exception {
        watchOn("open-exec", true);
        written(CLOSE_WRITE);
        read(false, OPEN);
        executed(false, OPEN);
    }

    @Test
    public void access_exec_refuses_to_read() throws Exception {
        watchOn("access-exec", true);
        written(CLOSE_WRITE);
        read(false, READ);
        executed(false, EXECUTE);
    }

    @Test
    public void without_prevention_the_same_is_found_and_nothing_is_refused() throws Exception {
        watchOn("open-exec", false);
        // Nobody waits while the new file is opened: it may have its content before that is judged,
        // and be closed before the verdict is there, which then is that of both.
        assertThat(kindsOf(written())).isNotEmpty().isSubsetOf(CLOSE_WRITE, OPEN);
        read(true, OPEN);
        executed(true, OPEN);
    }

    private void watchOn(String scanOn, boolean prevention) throws Exception {
        watch(
                Map.of(
                        "scanOn",
                        scanOn,
                        "prevention",
                        Boolean.toString(prevention),
                        "quietPeriod",
                        "200ms"));
    }

    private void written(AccessKind kind) throws Exception {
        assertThat(kindsOf(written())).containsExactly(kind);
    }

    private Path written() throws Exception {
        Path file = folder.resolve("written");
        assertThat(Outside.write(file, Malware.eicar()).succeeded()).isTrue();
        return file;
    }

    private void read(boolean allowed, AccessKind... kinds) throws Exception {
        Path file = place("read", Malware.eicar());
        Outcome outcome = Outside.read(file);
        assertThat(outcome.refused()).as("%s", outcome).isEqualTo(!allowed);
        assertThat(kindsOf(file)).containsExactly(kinds);
    }

    private void executed(boolean allowed, AccessKind... kinds) throws Exception {
        Path file = place("executed", Malware.program());
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Outcome outcome = Outside.execute(file);
        assertThat(outcome.refused()).as("%s", outcome).isEqualTo(!allowed);
        assertThat(kindsOf(file)).containsExactly(kinds);
    }

    /** The accesses that were scanned, once no event can be under way any more. */
    private List<AccessKind> kindsOf(Path file) throws Exception {
        for (int round = 0; round < 2; round++) {
            Path sentinel = folder.resolve(file.getFileName() + "-" + round);
            Outside.write(sentinel, Malware.eicar());
            detections.await(sentinel);
            until(
                    "nothing waits",
                    SOON,
                    () ->
                            guard.status().counters().queued() == 0
                                    && guard.status().counters().waiting() == 0);
        }
        return detections.of(file).stream().map(Detection::kind).toList();
    }
}
