/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A time in which this process has no descriptor left, while another reads a guarded file. */
final class Scarcity implements AutoCloseable {
    /** Reads until it is let; then this process has its usual limit again. */
    private static final String OPENER =
            """
            usual=$(prlimit --pid %1$d --nofile --output SOFT --noheadings)
            prlimit --pid %1$d --nofile=$(($(ls /proc/%1$d/fd | sort -n | tail -1) + 1)):
            echo limited; read go; refused=0
            while ! cat %2$s; do
                refused=$((refused + 1))
                [ $refused -lt 1000 ] || break
            done 2>/dev/null
            prlimit --pid %1$d --nofile=$usual:
            [ $refused -lt 1000 ] && echo "refused: $refused"
            """;

    private final BufferedReader output;
    private final List<InputStream> taken = new ArrayList<>();

    /** Begins; the file is being read when this returns. */
    Scarcity(Sandbox sandbox, Path file) throws Exception {
        long self = ProcessHandle.current().pid();
        Process opener = sandbox.start("sh", "-c", OPENER.formatted(self, file));
        output = opener.inputReader();
        assertThat(output.readLine()).isEqualTo("limited");
        takeAll();
        opener.outputWriter().append("go\n").flush();
    }

    private void takeAll() {
        try {
            while (true) {
                taken.add(Files.newInputStream(Path.of("/dev/null")));
            }
        } catch (IOException e) {
            assertThat(taken).isNotEmpty();
        }
    }

    /** Waits until the file has been read, which was refused before. */
    void assertReadAtLast() throws IOException {
        assertThat(output.readLine()).isEqualTo("pearl");
        assertThat(output.readLine()).matches("refused: [1-9]\\d*");
    }

    /** Gives the descriptors back. */
    void end() throws IOException {
        for (InputStream one : taken) {
            one.close();
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
