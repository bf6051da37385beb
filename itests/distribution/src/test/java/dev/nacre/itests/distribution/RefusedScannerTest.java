/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A scanner that is configured and does not start is not replaced by one that knows less. */
class RefusedScannerTest extends DistributionTest {
    private static final String CLAMD = "dev.nacre.scanner.clamd.unix";

    @Test
    void what_clamd_was_to_judge_is_refused_until_its_configuration_is_mended() throws Exception {
        Path clean = Files.writeString(folder.resolve("pearl"), "pearl");
        watch("scanOn = \"open-exec\"", "onError = \"deny\"");
        host.configure(CLAMD, "socket = \"" + sharedSocket() + "\"", "conections = \"many\"");
        host.start();

        assertThat(Outside.read(clean).exit()).as("nobody can judge it").isNotZero();
        assertThat(host.verb("status").text())
                .contains("clamd, down: it is configured and does not start")
                .contains("scanner-down")
                .contains("conections = \"many\" is refused");

        host.useClamd(sharedSocket());
        until("clamd judges", SOON, () -> Outside.read(clean).exit() == 0);
        assertThat(host.verb("status").text()).contains("clamd, up");
    }
}
