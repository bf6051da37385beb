/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.ScanOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsFanotify
class ScanOnTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource({
        "MODIFY,      true,  data modify",
        "WRITE,       true,  data close-write",
        "WRITE_EXEC,  true,  data close-write; program execute*",
        "WRITE_EXEC,  false, data close-write; program execute",
        "CLOSE_EXEC,  true,  data close-write; data close-read; program execute*;"
                + " program close-read",
        "OPEN_EXEC,   true,  data close-write; data open*; program open*",
        "OPEN_EXEC,   false, data close-write; data open; program open",
        "ACCESS_EXEC, true,  data close-write; data read*; program execute*; program read*",
    })
    void each_scan_on_reports_its_accesses_and_no_other(
            ScanOn scanOn, boolean prevention, String expected) throws Exception {
        sandbox.file("data");
        Path program = Files.copy(Path.of("/bin/true"), sandbox.path("program"));
        program.toFile().setExecutable(true);
        sandbox.started(sink).guard(List.of(sandbox.watch(scanOn, prevention)));

        assertThat(sandbox.run("cat", sandbox.path("data").toString()).output())
                .isEqualTo("pearl\n");
        sandbox.shell("echo y >> $1/data");
        assertThat(sandbox.run(program.toString()).exit()).isZero();
        sandbox.shell("echo z > $1/end");

        Sandbox.await(
                "the last access is reported",
                () -> sink.seen("end").stream().anyMatch(seen -> !seen.permission()));
        assertThat(reported()).isEqualTo(Set.of(expected.split("; ")));
        assertThat(sink.losses()).isEmpty();
    }

    private Set<String> reported() {
        return sink.seen().stream()
                .filter(seen -> !seen.name().equals("end"))
                .map(
                        seen ->
                                seen.name()
                                        + " "
                                        + seen.kind().text()
                                        + (seen.permission() ? "*" : ""))
                .collect(Collectors.toSet());
    }
}
