/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

public class DetectionTest extends NacreTest {
    private static final byte[] CLEAN = "harmless".getBytes(UTF_8);

    @Test
    public void clamd_over_its_unix_socket_finds_malware_which_is_then_refused() throws Exception {
        watch(Map.of("scanner.target", "(nacre.scanner.name=clamd)"));
        malware_is_refused_and_the_harmless_is_not("clamd");
    }

    @Test
    public void clamd_over_tcp_finds_malware_which_is_then_refused() throws Exception {
        configurations.set(
                "dev.nacre.scanner.clamd.tcp~remote",
                Map.of("hosts", new String[] {"127.0.0.1:" + clamd.port()}));
        watch(Map.of("scanner.target", "(nacre.scanner.name=remote)"));
        malware_is_refused_and_the_harmless_is_not("remote");
    }

    @Test
    public void the_signature_scanner_finds_malware_which_is_then_refused() throws Exception {
        configurations.set(
                "dev.nacre.scanner.signature",
                Map.of("databases", new String[] {clamd.database().toString()}));
        watch(Map.of("scanner.target", "(nacre.scanner.name=signature)"));
        malware_is_refused_and_the_harmless_is_not("signature");
    }

    private void malware_is_refused_and_the_harmless_is_not(String scanner) throws Exception {
        awaitScanner(scanner, State.UP);
        Path eicar = place("eicar.com", Malware.eicar());
        Path program = place("program", Malware.program());
        Path clean = place("clean.txt", CLEAN);
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(Outside.read(eicar).refused()).isTrue();
        assertThat(Outside.execute(program).refused()).isTrue();
        assertThat(Outside.read(clean).out()).isEqualTo(CLEAN);

        Detection detection = detections.await(eicar);
        assertThat(detection.scanner()).isEqualTo(scanner);
        assertThat(detection.watch()).isEqualTo(watch);
        assertThat(detection.signature()).containsIgnoringCase("eicar");
        assertThat(detection.kind()).isEqualTo(AccessKind.OPEN);
        assertThat(detection.denied()).isTrue();
        assertThat(detection.outcome()).isEqualTo(Outcome.REPORTED);
        assertThat(detection.process().orElseThrow().command()).isEqualTo("cat");
        assertThat(detections.await(program).signature()).contains("Nacre-Test-Program");
        assertThat(detections.of(clean)).isEmpty();
    }
}
