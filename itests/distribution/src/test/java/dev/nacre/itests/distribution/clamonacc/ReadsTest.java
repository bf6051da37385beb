/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** clamonacc asks clamd at each open and each read, which brings busy machines to a halt. */
class ReadsTest extends ClamonaccTest {
    private static final int FILES = 50;

    /** Makes as many files, each with a content of its own that takes several reads. */
    private static final String MAKE =
            "i=0; while [ $i -lt 50 ]; do { echo $i; head -c 40000 /dev/zero; } >$1/f$i;"
                    + " i=$((i + 1)); done";

    /** Reads all of them ten times, in small pieces. */
    private static final String READ =
            "for round in 1 2 3 4 5 6 7 8 9 10; do for f in $1/f*; do"
                    + " dd if=$f of=/dev/null bs=4096 2>/dev/null || exit 1; done; done";

    @Override
    protected void prepare() throws Exception {
        watch("usual", folder("usual"));
        watch("opened", folder("opened"), "scanOn = \"open-exec\"");
        watch("written", folder("written"), "scanOn = \"write\"", "quietPeriod = \"1s\"");
        shell(MAKE, files.resolve("usual"));
        shell(MAKE, files.resolve("opened"));
    }

    @Test
    void issue_1024_as_shipped_nothing_is_scanned_because_it_is_read() throws Exception {
        long scans = counted("scans");
        shell(READ, files.resolve("usual"));
        assertThat(counted("scans")).isEqualTo(scans);
    }

    @Test
    void issue_1024_where_opens_are_scanned_a_file_is_scanned_once_however_often_it_is_read()
            throws Exception {
        long scans = counted("scans");
        long asked = counted("permissionEvents");
        shell(READ, files.resolve("opened"));
        assertThat(counted("scans") - scans).isEqualTo(FILES);
        // Each open is a question, and no read is: there were ten times as many reads.
        assertThat(counted("permissionEvents") - asked).isBetween(10L * FILES, 40L * FILES);
    }

    @Test
    void issue_180_what_is_scanned_is_chosen_by_kind_of_access() throws Exception {
        Path written = files.resolve("written");
        Path program = Files.write(written.resolve("program"), Malware.program());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        until("the writing is over", SOON, () -> counted("infected") > 0);
        long asked = counted("scans");
        assertThat(Outside.execute(program).succeeded()).as("execution is not asked for").isTrue();
        assertThat(Outside.read(program).succeeded()).as("reading is not asked for").isTrue();
        assertThat(counted("scans")).isEqualTo(asked);

        Path usual = Files.write(files.resolve("usual/program"), Malware.program());
        assertThat(usual.toFile().setExecutable(true)).isTrue();
        assertThat(Outside.execute(usual).refused()).as("execution is asked for").isTrue();
        assertThat(Outside.read(usual).succeeded()).as("reading is not asked for").isTrue();
    }

    @Test
    void issue_699_a_folder_that_is_synchronised_all_the_time_costs_a_scan_now_and_then()
            throws Exception {
        Path journal = files.resolve("written/journal");
        long scans = counted("scans");
        long begin = System.nanoTime();
        shell(
                "i=0; while [ $i -lt 400 ]; do echo $i >>$1; cat $1 >/dev/null; i=$((i+1)); done",
                journal);
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        // The last that is written is scanned, too, whenever that may be.
        Outside.write(journal, Malware.eicar());
        until("the last of it is scanned", SOON, () -> !told(journal).isEmpty());
        assertThat(counted("scans") - scans).isLessThanOrEqualTo(2 * seconds + 6);
    }
}
