/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * What NixOS asks of clamonacc (nixos/tests/clamav.nix), asked of Nacre: a clamd with one signature
 * of its own, prevention on a folder, which is /opt there; a file with that content can be written,
 * and not be read.
 */
class OnAccessTest extends DistributionTest {
    private static final byte[] CONTENT = "CLAMAVTEST\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void a_file_that_clamd_knows_can_be_written_and_not_be_read() throws Exception {
        Path home = place.resolve("clamd");
        try (Clamd clamd =
                Clamd.in(home, "OnAccessPrevention yes", "OnAccessIncludePath " + folder)) {
            // As sigtool --sha256 writes it.
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(CONTENT);
            Files.writeString(
                    clamd.database().resolve("nixos.hdb"),
                    HexFormat.of().formatHex(hash) + ":" + CONTENT.length + ":testfile\n");
            clamd.start();
            host.remove("dev.nacre.scanner.clamd.unix");
            Outcome imported = host.imports(clamd.configuration());
            assertThat(imported.exit()).as("%s", imported).isZero();
            host.start();

            Path file = folder.resolve("testfile");
            assertThat(Outside.write(file, CONTENT).succeeded()).isTrue();
            assertThat(Outside.read(file).refused()).isTrue();
            assertThat(file).exists();
            Path other = folder.resolve("other");
            assertThat(Outside.write(other, "OTHER\n".getBytes(StandardCharsets.US_ASCII)))
                    .matches(Outcome::succeeded);
            assertThat(Outside.read(other).text()).isEqualTo("OTHER\n");
        }
    }
}
