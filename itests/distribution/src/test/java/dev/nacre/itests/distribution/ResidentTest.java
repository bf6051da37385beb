/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a host keeps in memory: docs/performance.md says of what. */
class ResidentTest extends DistributionTest {
    /**
     * Of 1,000,000 bytes. The bench measures 88 after much more work; another Java or kernel may
     * need more, so this finds only what is much too much.
     */
    private static final long MOST_MB = 100;

    /** VmRSS of proc_pid_status(5), which is in KiB. */
    private long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + host.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_host_that_guards_and_has_scanned_keeps_within_its_bound() throws Exception {
        watch("scanOn = \"open-exec\"", "cache = \"memory\"");
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve("pearl-" + i), "pearl " + i);
        }
        host.start();
        for (int round = 0; round < 3; round++) {
            Outside.must("sh", "-c", "cat \"$1\"/pearl-* >/dev/null", "sh", folder.toString());
        }

        assertThat(host.json("status").getAsJsonObject().get("scans").getAsLong()).isPositive();
        assertThat(resident()).isBetween(40L, MOST_MB);
    }
}
